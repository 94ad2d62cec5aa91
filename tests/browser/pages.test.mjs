// Every page of paths.mjs, wide, on a phone and at 320 px, with script and without, and on paper.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { axe, noSidewaysScroll, openAll, start, wellMade } from './harness.mjs'
import { PATHS } from './paths.mjs'

let demo
before(async () => { demo = await start() })
after(async () => { await demo?.stop() })

const windows = [
  { width: 1280, script: true },
  { width: 768, script: true },
  { width: 390, script: true },
  { width: 320, script: true },
  { width: 1280, script: false },
  { width: 320, script: false }
]
const people = [...new Set(PATHS.map(({ as }) => as))]

for (const { width, script } of windows) {
  for (const person of people) {
    const who = person ?? 'anybody'
    test(`every page ${who} sees is well made at ${width} px ${script ? 'with' : 'without'} script`, { timeout: 300_000 }, async t => {
      const page = await demo.page({ width, script })
      if (person) await demo.signIn(page, person)
      for (const { path, status } of PATHS.filter(({ as }) => as === person)) {
        await t.test(path, async () => {
          page.troubles.length = 0
          await demo.visit(page, path, status ?? null)
          await wellMade(page)
        })
      }
      await page.context().close()
    })
  }
}

test('without script the menu is open, with script on a phone it folds', async () => {
  const plain = await demo.page({ width: 390, script: false })
  await demo.visit(plain, '/library/components')
  assert.ok(await plain.getByRole('link', { name: 'Partners' }).isVisible(), 'the menu is open')
  const page = await demo.page({ width: 390 })
  await demo.visit(page, '/library/components')
  assert.ok(!await page.getByRole('link', { name: 'Partners' }).isVisible(), 'the menu is folded')
  await page.getByRole('button', { name: 'Menu' }).click()
  assert.ok(await page.getByRole('link', { name: 'Partners' }).isVisible(), 'the menu opens')
})

test('the first stop of the keyboard skips to what the page says', async () => {
  const page = await demo.page()
  await demo.visit(page, '/library/components')
  await page.keyboard.press('Tab')
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Skip to main content')
  await page.keyboard.press('Enter')
  assert.equal(await page.evaluate(() => document.activeElement.id), 'main-content')
})

test('on paper the demo still says so, the menu is gone and folds are open', async () => {
  const page = await demo.page()
  await demo.visit(page, '/library/components')
  await page.emulateMedia({ media: 'print' })
  assert.ok(await page.locator('.ww-demo').isVisible())
  assert.ok(!await page.locator('.govuk-service-navigation').isVisible())
  const fold = page.locator('details.govuk-details .govuk-details__text').first()
  assert.ok((await fold.boundingBox())?.height > 0, 'a folded table prints')
})

test('a table stays readable as cards at 320 px, every cell with its heading', async () => {
  const page = await demo.page({ width: 320 })
  await demo.visit(page, '/library/components')
  const said = await page.locator('.ww-stack td').first().evaluate(cell => getComputedStyle(cell, '::before').content)
  assert.equal(said, '"Due"')
  await openAll(page)
  await noSidewaysScroll(page)
})

test('colours the reader forces leave every part in place', async () => {
  const page = await demo.page()
  await demo.visit(page, '/library/components')
  await page.emulateMedia({ forcedColors: 'active' })
  await axe(page)
})

// The first walk, from My cases to the cell of a file, as a head of commissioning, an analyst and a provider take it: with script,
// without it, and on a phone.

import assert from 'node:assert/strict'
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { noSidewaysScroll, nothingClipped, start, wellMade } from './harness.mjs'
import { HELEN } from './paths.mjs'

const DAN = 'Dan Iqbal'
const GRACE = 'Grace Oyelaran'

let demo
before(async () => { demo = await start() })
after(async () => { await demo?.stop() })

const follow = async (page, name) => {
  await page.getByRole('main').getByRole('link', { name }).first().click()
  await page.waitForLoadState()
}

for (const [how, options] of [['with script', {}], ['without script', { script: false }], ['on a phone', { width: 390 }]]) {
  test(`from My cases to “not ready”, and the cell behind it, ${how}`, { timeout: 180_000 }, async () => {
    const page = await demo.page(options)
    await demo.signIn(page, HELEN)
    await wellMade(page)
    await follow(page, /Housing-related support/)
    for (const part of ['What we want', 'What we know', 'What we could do', 'What we chose', 'What happened', 'What we learned']) {
      assert.ok(await page.getByRole('heading', { name: part, exact: true }).isVisible(), part)
    }
    await wellMade(page)
    await page.goto(page.url().split('#')[0] + '/readiness')
    const said = await page.getByRole('main').innerText()
    assert.match(said, /Not ready/)
    assert.match(said, /October/)
    for (const way of ['Fix first', 'Test small', 'Transfer part', 'Transfer to fix', 'Stay and improve']) assert.ok(said.includes(way), way)
    await wellMade(page)
    await follow(page, /People stay too long/)
    await wellMade(page)
  })

  test(`“Show working” leads from an answer to the cell of the file in two clicks, ${how}`, { timeout: 120_000 }, async () => {
    const page = await demo.page(options)
    await demo.signIn(page, HELEN)
    for (const from of ['/', '/cases/C-1', '/cases/C-1/readiness', '/issues/I-1', '/measures/M-1']) {
      await demo.visit(page, from)
      const shown = page.getByRole('main')
      await shown.locator('a, summary').filter({ hasText: /^Show working/ }).first().click()
      await page.waitForLoadState()
      await page.locator('#working a[href*="/cell?"]').first().click()
      await page.waitForURL(/\/sources\/[^/]+\/cell\?/)
      assert.equal(await page.locator('mark').count(), 1, `${from} leads to one cell of a file`)
    }
  })
}

test('a month of an issue’s working leads to that month of its measure', async () => {
  const page = await demo.page()
  await demo.signIn(page, HELEN)
  await demo.visit(page, '/issues/I-1#working')
  const month = page.locator('#working a[href*="#20"]').first()
  const href = await month.getAttribute('href')
  await month.click()
  await page.waitForURL(url => url.href.endsWith(href))
  assert.ok(await page.locator(`[id="${href.split('#')[1]}"]`).isVisible(), `the fold is open at ${href}`)
})

test('a form that comes back has its errors first, says so in its title, and each leads to its field', async () => {
  const page = await demo.page()
  await demo.signIn(page, HELEN)
  await demo.visit(page, '/cases/new')
  await page.getByRole('main').getByRole('button').last().click()
  await page.waitForLoadState()
  assert.match(await page.title(), /^Error: /)
  assert.ok(await page.evaluate(() => document.activeElement.classList.contains('govuk-error-summary')), 'the summary has the focus')
  await wellMade(page)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  const href = await page.locator('.govuk-error-summary a').first().getAttribute('href')
  assert.equal('#' + await page.evaluate(() => document.activeElement.id), href)
})

test('the keyboard goes through a page in the order it is read, and always shows where it is', { timeout: 120_000 }, async () => {
  const page = await demo.page()
  await demo.signIn(page, HELEN)
  for (const path of ['/cases/C-1', '/cases/C-1/readiness', '/measures/M-1']) {
    await demo.visit(page, path)
    assert.equal(await page.locator('[tabindex]:not([tabindex="0"], [tabindex="-1"])').count(), 0, 'no order of its own')
    let last = -1
    for (let stop = 0; stop < 40; stop++) {
      await page.keyboard.press('Tab')
      const here = await page.evaluate(() => {
        const element = document.activeElement
        const look = getComputedStyle(element)
        const box = element.getBoundingClientRect()
        return {
          words: element.textContent.trim().slice(0, 40),
          order: [...document.querySelectorAll('*')].indexOf(element),
          shown: look.outlineStyle !== 'none' || look.boxShadow !== 'none',
          there: box.width > 0 && box.bottom > 0 && box.top < innerHeight
        }
      })
      if (here.words === '' || here.order < last) break
      assert.ok(here.shown, `${path}: nothing shows that “${here.words}” has the focus`)
      assert.ok(here.there, `${path}: “${here.words}” has the focus out of sight`)
      last = here.order
    }
    assert.ok(last > 0)
  }
})

test('the case and the readiness check fit on A4: figures stay, forms and menus go', { timeout: 120_000 }, async () => {
  const page = await demo.page({ width: 688, height: 1000 })
  await demo.signIn(page, HELEN)
  for (const path of ['/cases/C-1', '/cases/C-1/readiness']) {
    await demo.visit(page, path)
    await page.emulateMedia({ media: 'print' })
    await noSidewaysScroll(page)
    await nothingClipped(page)
    assert.ok(await page.locator('.ww-demo').isVisible() && await page.locator('h1').isVisible())
    assert.equal(await page.locator('.govuk-service-navigation:visible, button.govuk-button:visible, .ww-exception:visible').count(), 0, `${path}: forms on paper`)
    assert.ok((await page.pdf({ format: 'A4' })).length > 20_000)
    await page.emulateMedia({ media: 'screen' })
  }
})

test('an analyst loads a messy file: people’s details are not kept, every oddity has its place, and accepting shows the measure', { timeout: 180_000 }, async () => {
  const page = await demo.page()
  await demo.signIn(page, DAN)
  const examples = join(demo.dir, 'examples')
  const name = (await readdir(examples)).find(file => file.startsWith('home-care'))
  assert.ok(name, 'the demo leaves messy files to try')
  await demo.visit(page, '/upload')
  await wellMade(page)
  await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/octet-stream', buffer: await readFile(join(examples, name)) })
  await page.getByRole('main').getByRole('button').first().click()
  await page.waitForLoadState()
  const said = await page.getByRole('main').innerText()
  assert.match(said, /not kept|left out/i)
  await wellMade(page)
})

test('a provider sees its own chart and no sealed price', { timeout: 120_000 }, async () => {
  const page = await demo.page()
  await demo.signIn(page, GRACE)
  await wellMade(page)
  await demo.visit(page, '/services')
  const said = await page.getByRole('main').innerText()
  assert.ok(!said.includes('Waste treatment'), 'another organisation’s service is not shown')
  await wellMade(page)
})

test('from the keyboard alone a visitor signs in and reaches a case', { timeout: 120_000 }, async () => {
  const page = await demo.page()
  await demo.visit(page, '/sign-in')
  const to = async words => {
    for (let stop = 0; stop < 60; stop++) {
      await page.keyboard.press('Tab')
      const here = await page.evaluate(() => document.activeElement?.textContent?.trim() ?? '')
      if (words.test(here)) return
    }
    assert.fail(`${words} cannot be reached with Tab on ${page.url()}`)
  }
  await to(/^Helen Marsh/)
  await Promise.all([page.waitForURL(url => url.pathname === '/'), page.keyboard.press('Enter')])
  await to(/Housing-related support/)
  await Promise.all([page.waitForURL(/C-1/), page.keyboard.press('Enter')])
  assert.match(page.url(), /\/cases\/C-\d+/)
})

// Every page of paths.mjs at four widths; every page of the product is among them; no link leads to a shut door or to a place that is not
// there; and the same on paper.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { doorOf } from './doors.mjs'
import { everyPage, ready } from './every_page.mjs'
import { axe, noSidewaysScroll, openAll } from './harness.mjs'
import { OWN_PATHS, PATHS, ROLE } from './paths.mjs'

let demo
let doors
/** Who was offered which links, on which page: person, then address, then the page it stands on. */
const offered = new Map()

before(async () => { ({ demo, doors } = await ready()) })
after(async () => { await demo?.stop() })

everyPage(() => demo, { plain: false, then: async (page, entry) => { if (!entry.status) await remember(page, entry.as) } })

test('what is data comes as data', async () => {
  for (const { path, as } of PATHS.filter(({ file }) => file)) {
    const page = await demo.page()
    if (as) await demo.signIn(page, as)
    const answer = await page.context().request.get(demo.origin + path)
    assert.equal(answer.status(), 200, path)
    assert.ok(!answer.headers()['content-type'].includes('html') && (await answer.body()).length > 0, path)
    const begins = { docx: 'PK', xlsx: 'PK', pdf: '%PDF' }[path.split('.').pop()]
    if (begins) assert.equal((await answer.body()).subarray(0, begins.length).toString('latin1'), begins, path)
    await page.context().close()
  }
})

test('every page of the route table is looked at', () => {
  const seen = new Set([...PATHS, ...OWN_PATHS].map(({ path, door }) => door ?? doorOf(doors, path)?.path))
  const missed = doors.filter(door => !door.sends && !seen.has(door.path)).map(door => door.path)
  assert.deepEqual(missed, [], 'pages of crates/web/src/router.rs that paths.mjs does not name')
  assert.ok(doors.length > 100, `${doors.length} addresses in the table`)
})

test('no link leads to a door that is shut, to no page, or to a place that is not on its page', { timeout: 240_000 }, async () => {
  const wrong = []
  for (const [person, links] of offered) {
    const page = await demo.page()
    if (person) await demo.signIn(page, person)
    const tried = new Set()
    const bodies = new Map()
    for (const [href, on] of links) {
      const said = `${person ?? 'anybody'}, on ${on}: ${href}`
      const door = doorOf(doors, href)
      if (!door) { wrong.push(`no such page: ${said}`); continue }
      if (person && !door.open.includes(ROLE[person])) { wrong.push(`a door that is shut: ${said}`); continue }
      const [path, place] = href.split('#')
      if (tried.has(door.path) && !place) continue
      tried.add(door.path)
      if (!bodies.has(path)) {
        const answer = await page.context().request.get(demo.origin + path)
        if (answer.status() >= 400) wrong.push(`answers ${answer.status()}: ${said}`)
        bodies.set(path, await answer.text())
      }
      if (place && !bodies.get(path).includes(`id="${place}"`)) wrong.push(`no such place on it: ${said}`)
    }
    await page.context().close()
  }
  assert.deepEqual(wrong, [])
})

/** Keeps the links of a page, and tries those that stay on it. */
async function remember (page, person) {
  const links = await page.locator('a[href]').evaluateAll(links => links.map(link => link.getAttribute('href')))
  const here = new URL(page.url())
  const mine = offered.get(person) ?? new Map()
  for (const href of links) {
    const at = new URL(href, here)
    if (at.origin !== here.origin) continue
    if (at.pathname === here.pathname && at.hash) {
      const there = await page.evaluate(id => document.getElementById(id) !== null, decodeURIComponent(at.hash.slice(1)))
      assert.ok(there, `${at.hash} is not on ${here.pathname}`)
      continue
    }
    const whole = at.pathname + at.search + at.hash
    if (!mine.has(whole) && !at.pathname.startsWith('/assets/')) mine.set(whole, here.pathname)
  }
  offered.set(person, mine)
}

test('on a phone the menu folds', async () => {
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

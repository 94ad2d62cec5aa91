// A place of one's own, just set up: the administrator's pages, one-time links, empty pages, and an exception from its record to its page.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { addressOf, readDoors } from './doors.mjs'
import { fillIn, send, start, wellMade, WIDTHS } from './harness.mjs'
import { ADMINISTRATOR, DIRECTOR, OWN_PATHS } from './paths.mjs'

const PASSWORD = 'seven plain words make one pass phrase'

let place
before(async () => { place = await start({ own: true }) })
after(async () => { await place?.stop() })

async function everyWidth (page) {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 })
    await wellMade(page)
  }
  await page.setViewportSize({ width: WIDTHS[0], height: 900 })
}

/** Leaves a date empty. */
const no = date => Object.fromEntries(['day', 'month', 'year'].map(part => [`${date}-${part}`, '']))

/** Says that the exception is reviewed in thirty days: this place runs by the day's own date. */
async function reviewed (form) {
  const day = new Date(Date.now() + 30 * 86_400_000)
  const parts = { day: day.getUTCDate(), month: day.getUTCMonth() + 1, year: day.getUTCFullYear() }
  for (const [part, value] of Object.entries(parts)) await form.locator(`input[name="review_on-${part}"]`).fill(String(value))
}

async function look (page, person) {
  const doors = await readDoors(page, place.origin)
  for (const entry of OWN_PATHS.filter(({ as }) => as === person)) {
    await place.visit(page, await addressOf(place, doors, page, entry))
    await everyWidth(page)
  }
}

test('from one-time links to an exception on its page, in a place that began empty', { timeout: 600_000 }, async t => {
  const page = await place.page()
  let director

  await t.test('the first administrator comes by the link made at the machine', async () => {
    await place.visit(page, place.link)
    await everyWidth(page)
    await fillIn(page, { name: ADMINISTRATOR, job: 'systems lead', email: 'ada.finch@westmere.example', password: PASSWORD })
    await send(page)
    assert.match(await page.locator('.ww-who').innerText(), new RegExp(ADMINISTRATOR))
  })

  await t.test('a director is added, and chooses a password by a link that works once', async () => {
    await place.visit(page, '/people/new')
    const roles = ['executive_director', 'head_of_commissioning']
    await fillIn(page, { name: DIRECTOR, job: 'director of adult services', email: 'olu.grant@westmere.example', roles })
    await send(page)
    await everyWidth(page)
    const link = await page.locator('main .ww-cell').first().innerText()
    director = await place.page()
    await place.visit(director, link)
    await everyWidth(director)
    await fillIn(director, { new: PASSWORD })
    await send(director)
    assert.match(await director.locator('.ww-who').innerText(), new RegExp(DIRECTOR))
  })

  await t.test('what a new place shows its director is empty and says the first step', async () => {
    for (const path of ['/', '/cases', '/services', '/plan', '/upload', '/promises', '/arrangements', '/audit']) {
      await place.visit(director, path)
      await everyWidth(director)
    }
  })

  await t.test('an answer that is not ready is passed by exception, with a role, a reason and a date', async () => {
    await place.visit(director, '/services/new')
    await fillIn(director, { name: 'Night shelter', annual_cost: '120000', operator: '', delivery_model: 'In-house', 'since-day': '1', 'since-month': '4', 'since-year': '2024', ...no('ends') })
    await send(director)
    await place.visit(director, '/cases/new')
    await fillIn(director, { question: 'Who should run the night shelter?', saving_counted: '10000', annual_cost: '120000', services: 'all', size: 'major' })
    await send(director)
    await place.visit(director, '/cases/C-1/choice')
    await fillIn(director, { title: 'A charity runs it', delivery_model: 'contract_voluntary', cost: '100000', ground: '', part: '', rests_on: '' })
    await send(director)
    await place.visit(director, '/cases/C-1/readiness')
    assert.match(await director.getByRole('main').innerText(), /Not known|Not ready/)
    await everyWidth(director)
    await send(director, /keep the answer/)
    const exception = director.locator('form[action$="/exception"]')
    await exception.locator('select').selectOption({ index: 1 })
    await exception.locator('textarea').fill('The building closes on 1 March and nobody else can open another.')
    await reviewed(exception)
    await exception.getByRole('button').click()
    await director.waitForLoadState()
    await everyWidth(director)
  })

  await t.test('every page of the administrator', { timeout: 240_000 }, async () => look(page, ADMINISTRATOR))
  await t.test('every page of the director', { timeout: 240_000 }, async () => look(director, DIRECTOR))
})

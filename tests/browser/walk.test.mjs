// The first walk, from My cases to the cell of a file, as a head of commissioning, an analyst and a provider take it: with script,
// without it, and on a phone.

import assert from 'node:assert/strict'
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { start, wellMade } from './harness.mjs'
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
    // Two clicks from the answer to the cell.
    await follow(page, /People stay too long/)
    await wellMade(page)
  })
}

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

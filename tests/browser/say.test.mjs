// The citizens' cycle (acceptance scenario 10): Fenwold said what it needs two at a time and shared out £180,000; a resident with a phone and
// no account votes by code in what is open now, it closes, and the result and what changed because of it can be read, with script and without.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { start, wellMade } from './harness.mjs'
import { HELEN } from './paths.mjs'

const OPEN = 'HS-4'
const MONEY = 'HS-3'
const NEEDS = 'HS-1'

let demo
before(async () => { demo = await start() })
after(async () => { await demo?.stop() })

const said = page => page.getByRole('main').innerText()

test('a resident with a phone reads what Fenwold needs, what it would pay for both ways, and that the young get something', async () => {
  const page = await demo.page({ width: 390, script: false })
  await demo.visit(page, '/having-your-say')
  await wellMade(page)
  assert.match(await said(page), /How should Fenwold spend £180,000\?/)
  await demo.visit(page, `/having-your-say/${NEEDS}/result`)
  await wellMade(page)
  assert.match(await said(page), /190 people took part\. This came first: A place to meet\./)
  await demo.visit(page, `/having-your-say/${MONEY}/result`)
  await wellMade(page)
  const result = await said(page)
  assert.match(result, /412 people took part/)
  assert.match(result, /£173,000/)
  assert.match(result, /£180,000/)
  for (const what of ['Village hall', 'Evening bus', 'Lights', 'Youth space', 'Garden', 'Café']) assert.ok(result.includes(what), what)
  // The published ballots give the same number of people, and name nobody.
  const file = await page.request.get(`${demo.origin}/having-your-say/${MONEY}/ballots.pb`)
  const text = await file.text()
  assert.match(text, /num_votes;412\n/)
  assert.equal(text.split('VOTES\n')[1].trim().split('\n').length, 413)
})

for (const [how, options] of [['without script', { width: 390, script: false }], ['with script', { width: 390 }]]) {
  test(`somebody without an account puts four things in order by code, on a phone, ${how}`, { timeout: 180_000 }, async () => {
    const staff = await demo.page()
    await demo.signIn(staff, HELEN)
    await demo.visit(staff, `/involvement/${OPEN}/codes`)
    await staff.getByLabel('How many?').fill('1')
    await staff.getByRole('button', { name: 'Make codes' }).click()
    await staff.waitForLoadState()
    await wellMade(staff)
    const code = (await staff.locator('#codes .ww-cell').first().innerText()).trim()
    assert.match(code, /^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/)

    const phone = await demo.page(options)
    await demo.visit(phone, `/having-your-say/${OPEN}`)
    await wellMade(phone)
    assert.match(await said(phone), /What you cannot change/)
    // A mistake comes back with the mend, and loses nothing.
    await phone.getByLabel(/^Buses in the country/).selectOption('1')
    await phone.getByLabel(/^Help for carers/).selectOption('1')
    await phone.getByLabel('Your code').fill(code)
    await phone.getByRole('button', { name: /^Next/ }).click()
    await phone.waitForLoadState()
    assert.match(await phone.title(), /^Error: /)
    await wellMade(phone)
    assert.equal(await phone.getByLabel('Your code').inputValue(), code)
    await phone.getByLabel(/^Help for carers/).selectOption('2')
    await phone.getByLabel(/^A home of one’s own/).selectOption('3')
    await phone.getByLabel(/^Roads in winter/).selectOption('4')
    await phone.getByRole('button', { name: /^Next/ }).click()
    await phone.waitForLoadState()
    await wellMade(phone)
    assert.match(await said(phone), /1\. Buses in the country/)
    await phone.getByRole('button', { name: 'Send my answer' }).click()
    await phone.waitForLoadState()
    await wellMade(phone)
    assert.match(await said(phone), /Your answer is in/)
  })
}

test('it closes, the result is there for everybody, and so is what changed because of it', { timeout: 180_000 }, async () => {
  const staff = await demo.page()
  await demo.signIn(staff, HELEN)
  await demo.visit(staff, `/involvement/${OPEN}/close`)
  await staff.getByLabel(/why does it close early/).fill('Everybody on the panel has answered.')
  await staff.getByRole('button', { name: 'Close it' }).click()
  await staff.waitForLoadState()
  await wellMade(staff)
  assert.match(await said(staff), /Kept as a result/)
  await demo.visit(staff, `/involvement/${OPEN}/changed`)
  await staff.getByLabel('What did people say?').fill('You put buses in the country first.')
  await staff.getByLabel(/What did you do about it/).fill('The panel rides every bus line in March.')
  await staff.getByLabel('Yes', { exact: true }).check()
  await staff.getByRole('button', { name: 'Tell people' }).click()
  await staff.waitForLoadState()

  const phone = await demo.page({ width: 390, script: false })
  await demo.visit(phone, `/having-your-say/${OPEN}/result`)
  await wellMade(phone)
  const result = await said(phone)
  assert.match(result, /25 people took part/)
  assert.match(result, /We did: The panel rides every bus line in March\./)
  // Nobody can vote any more.
  await demo.visit(phone, `/having-your-say/${OPEN}`)
  assert.equal(await phone.getByLabel('Your code').count(), 0)
})

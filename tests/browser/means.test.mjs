// The third walk, from what is wanted to the paper members decide on, as a head of commissioning takes it: options of several kinds, costed
// and weighed alike, a budget shared out, a decision, and the paper in Word, on the page and by the command line the same.

import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { send, start, wellMade } from './harness.mjs'
import { HELEN } from './paths.mjs'

const FALLS = 'Can more people over 75 stay steady on their feet?'
// As many as are needed for every kind of option but two, which are left out with a reason.
const CHOICES = [
  { title: 'Grants to four village halls', delivery_model: 'grant', outcome: 'A class within two miles of everyone over 75', cost: '60,000' },
  { title: 'Classes run by our own team', delivery_model: 'in_house', outcome: 'The same classes, by our own instructors', cost: '85,000' },
  { title: 'Classes bought from a business', delivery_model: 'contract', outcome: 'The same classes, by a company', cost: '70,000' }
]
const LEFT_OUT = { public_partner: 'The trust was asked in May and has no instructors.', other_means: 'Handrails are in another case.' }

let demo
before(async () => { demo = await start() })
after(async () => { await demo?.stop() })

/** Opens a form, answers just these of its questions, and sends it. */
async function answer (page, path, fields, button = null) {
  await demo.visit(page, path)
  for (const [name, said] of Object.entries(fields)) {
    const field = page.locator(`main form[method=post] [name="${name}"]`)
    const kind = await field.first().evaluate(element => element.type)
    if (kind === 'radio' || kind === 'checkbox') await page.locator(`main form[method=post] [name="${name}"][value="${said}"]`).check()
    else if (kind.startsWith('select')) await field.selectOption(said)
    else await field.fill(said)
  }
  await send(page, button)
}

const date = (name, [day, month, year]) => ({ [`${name}-day`]: day, [`${name}-month`]: month, [`${name}-year`]: year })
const said = page => page.getByRole('main').innerText()

/** The value of the first answer of a question whose words match. */
async function valueOf (page, path, name, words) {
  await demo.visit(page, path)
  return page.locator(`main form[method=post] [name="${name}"]`).evaluateAll((all, words) => {
    const boxes = all.flatMap(one => one.tagName === 'SELECT' ? [...one.options] : [one])
    const labelled = box => (box.labels?.[0] ?? box).textContent
    return boxes.find(box => labelled(box).includes(words)).value
  }, words)
}

/** Day, month and year of the demo's banner. */
async function today (page) {
  const banner = await page.locator('.ww-demo').innerText()
  const on = new Date(`${/\d+ \w+ \d{4}/.exec(banner)[0]} UTC`)
  return [on.getUTCDate(), on.getUTCMonth() + 1, on.getUTCFullYear()].map(String)
}

/** The reference of the case's service. */
async function referenceOf (page, way) {
  await demo.visit(page, way)
  const href = await page.getByRole('main').locator('a[href*="/services/S-"]').first().getAttribute('href')
  return /S-\d+/.exec(href)[0]
}

for (const [how, options] of [['with script', {}], ['without script', { script: false }]]) {
  test(`options are costed, weighed, put forward and decided on, and the paper says so, ${how}`, { timeout: 300_000 }, async () => {
    const page = await demo.page(options)
    await demo.signIn(page, HELEN)
    const service = await valueOf(page, '/cases/new', 'services', 'Reablement')
    await answer(page, '/cases/new', {
      question: FALLS,
      difference: 'Fewer falls at home.',
      people: 'People over 75 who live at home',
      with_whom: 'Village halls and the community health trust',
      lead_role: 'Head of commissioning',
      services: service,
      annual_cost: '90,000'
    })
    const way = new URL(page.url()).pathname
    await answer(page, `${way}/outcome`, { statement: 'One fall in ten fewer leads to hospital.', people: 'People over 75' })

    // Options of several kinds; what is missing has a reason.
    for (const choice of CHOICES) await answer(page, `${way}/choice`, { ...choice, service })
    await demo.visit(page, `${way}/options`)
    await wellMade(page)
    for (const [family, reason] of Object.entries(LEFT_OUT)) await answer(page, `${way}/leave-out`, { family, reason })
    const impact = ['social', 'economic', 'environmental'].flatMap(kind => [[`${kind}_known`, 'no'], [kind, 'A count after a year.']])
    for (const option of ['A', 'B', 'C']) await answer(page, `${way}/options/${option}/impact`, Object.fromEntries(impact))
    await answer(page, `${way}/options/now/write`, { outcome: 'Falls grow by two in a hundred each year.', cost: '£10k' })

    // Costed alike, in prices of one year, with a range; what comes out is kept.
    await answer(page, `${way}/costing`, { first_year: '2027', years: '5', short_until: '2', seed: '7' })
    const us = await valueOf(page, `${way}/costing/line`, 'organisation', 'Northvale County Council')
    for (const [option, cost] of [['A', '60,000'], ['B', '85,000'], ['C', '70,000']]) {
      await answer(page, `${way}/costing/line`, { option, name: 'Classes', kind: 'cost', organisation: us, a_year: cost, low: '90', high: '120' })
      const benefit = { option, name: 'Fewer falls', kind: 'benefit', organisation: us, a_year: '95,000', start: '1', cashable: '20', low: '60', high: '110' }
      await answer(page, `${way}/costing/line`, { ...benefit, owner_role: 'Head of commissioning', confidence: '3' })
    }
    await demo.visit(page, `${way}/appraisal`)
    assert.match(await said(page), /“Grants to four village halls \(option A\)” is worth most/)
    await wellMade(page)
    await answer(page, `${way}/appraisal`, {}, 'Keep')

    // Weighed by two groups of people, and as letters until every option has its scores.
    await answer(page, `${way}/criteria/criterion`, { name: 'Miles to a class', worst: '10', best: '0' })
    await answer(page, `${way}/criteria/criterion`, { name: 'People who come', worst: '0', best: '400' })
    for (const [group, first, second] of [['Residents', '100', '40'], ['Officers', '30', '100']]) {
      await answer(page, `${way}/criteria/weights`, { whose: 'one', group, 'swing-0': first, 'swing-1': second })
    }
    for (const [option, miles, people] of [['A', '2', '300'], ['B', '4', '350'], ['C', '6', '250'], ['now', '9', '40']]) {
      await answer(page, `${way}/criteria/scores/${option}`, { 'score-0': miles, 'score-1': people })
    }
    await demo.visit(page, `${way}/criteria`)
    assert.doesNotMatch(await said(page), /village halls/, 'options are letters')
    await send(page, /Show/)
    assert.match(await said(page), /Grants to four village halls/)
    await wellMade(page)
    await answer(page, `${way}/prefer`, { option: 'A', because: 'Nearest to most people, and worth most.' })
    await demo.visit(page, `${way}/options`)
    assert.match(await said(page), /“Grants to four village halls” is put forward: Nearest to most people/)
    await wellMade(page)

    // The paper is written from what was kept, decided on, and taken away: from its page and by the command line the same file.
    const proposal = `service=${await referenceOf(page, way)}&change=grant`
    await demo.visit(page, `${way}/readiness?${proposal}`)
    assert.match(await said(page), /This check holds nothing up here: a grant/)
    await send(page, /Ask, and keep/)
    await page.locator('main form textarea[name=note]').fill('Read with the team.')
    await send(page)
    await answer(page, `${way}/paper?${proposal}`, {
      kind: 'options_appraisal',
      title: 'Steady in four villages',
      recommends: 'Grants to four village halls.',
      reasons: 'Nearest to most people, and worth most.',
      alternatives: 'Our own team; a business.',
      accountable: 'Cllr Ruth Ashby',
      confidence: 'Middling: one year of figures.',
      would_change: 'A third fewer people coming.',
      decides: 'officer',
      is_key: 'no'
    })
    const paper = new URL(page.url()).pathname
    await wellMade(page)
    assert.match(await said(page), /Classes bought from a business/)
    await answer(page, `${way}/decide?${proposal}`, {
      what: 'Grants to four village halls',
      reasons: 'Nearest to most people, and worth most.',
      alternatives: 'Our own team; a business.',
      ...date('decided_on', await today(page)),
      expects: 'Three hundred people come each week',
      ...date('expects_due', ['30', '9', '2027']),
      smallest_test: 'One hall for ten weeks',
      accountable: 'Cllr Ruth Ashby',
      taken_by: 'officer',
      ...date('review_on', ['30', '11', '2027'])
    })
    const decision = /\/decisions\/(D-\d+)$/.exec(page.url())?.[1]
    assert.ok(decision, await said(page))
    await wellMade(page)
    for (const ending of ['docx', 'xlsx', 'pdf']) {
      const file = await page.context().request.get(`${demo.origin}/papers/${paper.split('/').at(-1)}/file/part-1.${ending}`)
      assert.equal(file.status(), 200, ending)
      const to = join(demo.dir, `${decision}.${ending}`)
      demo.command('export', 'paper', decision, '--format', ending, '--to', to)
      assert.ok((await readFile(to)).equals(await file.body()), `${ending}: the page and the command line give one file`)
    }
    assert.match(demo.command('verify', decision), /equal/i)
  })
}

test('a budget is put where it does most, another amount shows its plan at once, and the plan is kept, without script', { timeout: 180_000 }, async () => {
  const page = await demo.page({ script: false, width: 390 })
  await demo.signIn(page, HELEN)
  await answer(page, '/allocations/add', {
    title: 'Half a million for falls',
    purpose: 'Fewer falls',
    year: '2027',
    limit: '500,000',
    recurrent: '400,000',
    points_mean: 'Agreed by nine people',
    accountable: 'Cllr Ruth Ashby'
  })
  const way = new URL(page.url()).pathname
  await answer(page, `${way}/add`, {
    candidates: ['A; Classes; 310,000; recurrent; 62', 'B; Hazard checks; 140,000; recurrent; 31', 'C; Drivers; 95,000; recurrent; 17', 'F; Winter beds; 190,000; one-off; 30'].join('\n'),
    needs: 'C needs A'
  })
  const whole = await said(page)
  // Classes and winter beds: of the beds' 190,000 one-off money pays 100,000, and what comes every year 90,000 beside the classes' 310,000.
  assert.match(whole, /for £500,000: 92 points/)
  await wellMade(page)
  await demo.visit(page, `${way}?money=250,000`)
  assert.match(await said(page), /This is the plan with 50.0% of the money, £250,000/)
  await demo.visit(page, way)
  await send(page, 'Keep this plan')
  assert.match(await said(page), /The plan is worth 92 points, and no plan is worth more/)
})

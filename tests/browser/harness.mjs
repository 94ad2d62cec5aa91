// Starts the demo and a browser for it, and holds what every journey asks of a page.
//
//   const demo = await start()                    the demo in a folder of its own, on a free port, and Chromium
//   const page = await demo.page({ width: 390 })  a person's own window; { script: false } for no script
//   await demo.signIn(page, 'Helen Marsh')
//   await demo.visit(page, '/cases')              fails on a status of 400 or more unless asked otherwise
//   await wellMade(page)                          axe, one h1, no sideways scroll, nothing asked of another server
//   await demo.stop()
//
// WHEREWITHAL may name another program than the one that cargo has built.

import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createRequire } from 'node:module'
import { chromium } from 'playwright-core'

const here = dirname(fileURLToPath(import.meta.url))
const root = resolve(here, '../..')
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync']
const BROWSERS = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const AXE_TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const NEVER_SAID = /\b(blocked|override|verdict|proven|unequivocal|contradicted|captured|salami|leapt|whistle|wish|lazy|disguise|contamination|Ridley|dissent|the house|lake|desk|walk|finding)\b/i
const START_LIMIT_MS = 60_000

/** A large screen, a tablet, a phone, and the narrowest that must not scroll sideways. */
export const WIDTHS = [1280, 768, 390, 320]

/** Starts a demo of its own and a browser; with `own`, a place just set up instead, and the link to its first administrator. */
export async function start ({ own = false } = {}) {
  const executablePath = BROWSERS.find(path => path && existsSync(path))
  assert.ok(executablePath, 'Chromium is not here: install it (Debian: apt-get install chromium) or name it in CHROMIUM')
  const dir = await mkdtemp(join(tmpdir(), 'wherewithal-browser-'))
  const listen = `127.0.0.1:${await freePort()}`
  const origin = `http://${listen}`
  const program = built()
  const place = join(dir, own ? 'place' : 'demo')
  let link = null
  if (own) {
    const init = ['init', '--json', '--dir', place, '--name', 'Westmere', '--authority', 'Westmere County Council']
    link = JSON.parse(execFileSync(program, init, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })).link
  }
  const args = own ? ['serve', '--dir', place, '--listen', listen] : ['demo', '--dir', place, '--listen', listen, '--no-open']
  const server = spawn(program, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [server.stdout, server.stderr]) stream.on('data', bytes => { said = (said + bytes).slice(-20_000) })
  let ended = null
  server.on('error', error => { ended = error.message })
  server.on('exit', code => { ended ??= `exit code ${code}` })
  let browser
  const stop = async () => {
    await browser?.close()
    if (ended === null) {
      const gone = new Promise(resolve => server.once('exit', resolve))
      server.kill('SIGTERM')
      const late = setTimeout(() => server.kill('SIGKILL'), 5_000)
      await gone
      clearTimeout(late)
    }
    await rm(dir, { recursive: true, force: true })
  }
  try {
    await healthy(origin, () => ended, () => said)
    browser = await chromium.launch({ executablePath, args: FLAGS })
  } catch (error) {
    await stop()
    throw error
  }
  return {
    origin,
    dir: place,
    link,
    stop,
    /** What the server printed last, for a failing journey. */
    said: () => said,

    /** Runs the same program at the command line, on this place; what it prints. */
    command: (...args) => execFileSync(program, [...args, '--dir', place], { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }),

    /** A window of its own: own cookies, own size, with or without script; with `plain`, the page's scripts never arrive but axe can run. */
    async page ({ width = 1280, height = 900, script = true, plain = false } = {}) {
      const context = await browser.newContext({ baseURL: origin, viewport: { width, height }, javaScriptEnabled: script, locale: 'en-GB' })
      if (plain) await context.route(/\.js$/, route => route.abort())
      const page = await context.newPage()
      page.setDefaultTimeout(15_000)
      page.troubles = []
      page.scriptOff = !script
      page.on('request', request => {
        const url = request.url()
        if (!url.startsWith(`${origin}/`) && !url.startsWith('data:') && !url.startsWith('blob:')) page.troubles.push(`asks another server: ${url}`)
      })
      page.on('console', message => {
        // A page that answers 404 or 422 on purpose is named by the browser as a failed resource.
        if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) page.troubles.push(`console: ${message.text()}`)
      })
      page.on('pageerror', error => page.troubles.push(`script: ${error.message}`))
      return page
    },

    /** Chooses one of the people on the demo's first page. */
    async signIn (page, name, then = '/') {
      await page.goto(`${origin}/sign-in?then=${encodeURIComponent(then)}`)
      await page.getByRole('button', { name: new RegExp(`^\\s*${name}`) }).click()
      await page.waitForLoadState()
      const who = await page.locator('.ww-who').innerText()
      assert.ok(who.includes(name), `signed in as ${name}, but the header says: ${who}`)
    },

    /** Opens a path; a status of 400 or more fails unless it is the one expected. */
    async visit (page, path, status = null) {
      const answer = await page.goto(origin + path)
      const got = answer?.status()
      if (status === null) assert.ok(got < 400, `${path} answered ${got}`)
      else assert.equal(got, status, path)
      return answer
    }
  }
}

/** Everything a page must be, whatever it says; `colours` false where the same page's were looked at in another window. */
export async function wellMade (page, { colours = true } = {}) {
  await axe(page, { colours })
  assert.equal(await page.locator('h1').count(), 1, `one h1 on ${page.url()}`)
  await noSidewaysScroll(page)
  await nothingClipped(page)
  await plainlySaid(page)
  assert.deepEqual(page.troubles, [], page.url())
}

/**
 * axe over the whole page, WCAG A and AA and best practice, with every fold open. axe is a script with timers, so a page whose
 * browser runs none is looked at as a copy: the same elements and style, without the page's own scripts.
 */
export async function axe (page, { colours = true } = {}) {
  await openAll(page)
  if (page.scriptOff) {
    const copy = await page.context().browser().newPage({ viewport: page.viewportSize() })
    try {
      const body = (await page.content()).replaceAll(/<script\b[^>]*><\/script>/g, '')
      await copy.route(page.url(), route => route.fulfill({ body, contentType: 'text/html; charset=utf-8' }))
      await copy.goto(page.url())
      await axe(copy, { colours })
    } finally {
      await copy.close()
    }
    return
  }
  // Another width of the same page has it already.
  if (!await page.evaluate(() => 'axe' in window)) await page.evaluate(axeSource)
  const found = await page.evaluate(async ([tags, colours]) => {
    const rules = { 'color-contrast': { enabled: colours } }
    const { violations } = await window.axe.run(document, { runOnly: { type: 'tag', values: tags }, rules, resultTypes: ['violations'] })
    return violations.map(({ id, help, nodes }) => `${id}: ${help}\n    ${nodes.map(node => node.html.slice(0, 160)).slice(0, 4).join('\n    ')}`)
  }, [AXE_TAGS, colours])
  assert.deepEqual(found, [], `axe on ${page.url()}:\n  ${found.join('\n  ')}`)
}

/** No word of our own workshop, or one that judges people, is on the page (crates/web/tests/it/words.rs asks the same of templates). */
export async function plainlySaid (page) {
  const text = await page.locator('body').innerText()
  const found = text.match(NEVER_SAID)
  assert.equal(found, null, `${page.url()} says “${found?.[0]}”: …${text.slice(Math.max(0, (found?.index ?? 0) - 60), (found?.index ?? 0) + 60)}…`)
}

/** No word of a drawing is cut off at its edge. */
export async function nothingClipped (page) {
  const cut = await page.evaluate(() => [...document.querySelectorAll('svg[role=img] text')].filter(text => {
    const svg = text.ownerSVGElement
    const [outer, inner] = [svg.getBoundingClientRect(), text.getBoundingClientRect()]
    if (outer.width === 0 || getComputedStyle(svg).overflow === 'visible') return false
    return inner.left < outer.left - 1 || inner.right > outer.right + 1 || inner.top < outer.top - 1 || inner.bottom > outer.bottom + 1
  }).map(text => text.textContent))
  assert.deepEqual(cut, [], `cut off in a drawing of ${page.url()}`)
}

/** Nothing reaches beyond the right edge, at this width or at the one given. */
export async function noSidewaysScroll (page, width = null) {
  if (width) await page.setViewportSize({ width, height: 900 })
  await openAll(page)
  const { page: wide, window: narrow, far } = await page.evaluate(() => {
    const edge = document.documentElement.clientWidth
    const inScroller = element => element.closest('.ww-scroll, .govuk-visually-hidden')
    const far = [...document.body.querySelectorAll('*')]
      .filter(element => element.getBoundingClientRect().right > edge + 1 && !inScroller(element) && !element.closest('svg'))
      .slice(0, 5).map(element => `${element.tagName.toLowerCase()}.${element.className} ${element.textContent.trim().slice(0, 40)}`)
    return { page: document.documentElement.scrollWidth, window: edge, far }
  })
  assert.ok(wide <= narrow, `${page.url()} is ${wide} px wide in a window of ${narrow}: ${far.join(' | ')}`)
}

/** Opens every fold. */
export async function openAll (page) {
  await page.evaluate(() => document.querySelectorAll('details').forEach(fold => { fold.open = true }))
}

/** An answer to every question of a form that has none: those given by name (an empty one leaves it), else any that fits. */
export async function fillIn (page, given = {}) {
  for (const box of await page.locator('main form[method=post] :is(input[type=text], input[type=email], input[type=password], input:not([type]), textarea)').all()) {
    const name = await box.getAttribute('name')
    if (given[name] === '' || await box.inputValue()) continue
    const date = /-(day|month|year)$/.exec(name)
    await box.fill(given[name] ?? (date ? { day: '1', month: '12', year: name.startsWith('until') ? '2028' : '2026' }[date[1]] : 'As agreed'))
  }
  for (const choice of await page.locator('main form[method=post] select').all()) {
    const said = given[await choice.getAttribute('name')]
    if (said !== '') await choice.selectOption(said ? { label: said } : { index: 1 })
  }
  for (const set of await page.locator('main form[method=post] fieldset').all()) {
    const [first, box] = [set.locator('input[type=radio]').first(), set.locator('input[type=checkbox]')]
    if (await first.count()) {
      const said = given[await first.getAttribute('name')]
      if (said) await set.locator(`input[value="${said}"]`).check()
      else if (await set.locator('input[type=radio]:checked').count() === 0) await first.check()
    }
    for (const each of await box.all()) {
      const said = given[await each.getAttribute('name')]
      if (said === 'all' || said?.includes(await each.getAttribute('value'))) await each.check()
    }
  }
}

/** Sends the form of a page; a form that comes back with something to mend fails, and says what. */
export async function send (page, name = null) {
  const buttons = page.getByRole('main').getByRole('button', name ? { name } : {})
  await (name ? buttons.first() : buttons.last()).click()
  await page.waitForLoadState()
  const errors = page.locator('.govuk-error-summary')
  assert.equal(await errors.count(), 0, await errors.count() ? `${page.url()}: ${await errors.innerText()}` : '')
}

/** A picture of the whole page in tests/browser/shots/, which git does not keep. */
export async function screenshot (page, name) {
  await mkdir(join(here, 'shots'), { recursive: true })
  await page.screenshot({ path: join(here, 'shots', `${name}.png`), fullPage: true })
}

function built () {
  if (process.env.WHEREWITHAL) return process.env.WHEREWITHAL
  const target = process.env.CARGO_TARGET_DIR ?? join(root, 'target')
  const program = ['debug', 'release'].map(profile => join(target, profile, 'wherewithal')).find(existsSync)
  assert.ok(program, 'wherewithal is not built: run `cargo build -p wherewithal` first')
  return program
}

async function healthy (origin, ended, said) {
  const until = Date.now() + START_LIMIT_MS
  while (Date.now() < until) {
    if (ended() !== null) throw new Error(`the demo ended before it answered (${ended()}):\n${said()}`)
    const answer = await fetch(`${origin}/health`).catch(() => null)
    if (answer?.ok) return
    await new Promise(resolve => setTimeout(resolve, 100))
  }
  throw new Error(`the demo did not answer within ${START_LIMIT_MS / 1000} seconds:\n${said()}`)
}

function freePort () {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
}

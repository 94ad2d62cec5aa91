// Every page of paths.mjs as a browser shows it to which no script ever comes.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { everyPage, ready } from './every_page.mjs'

let demo

before(async () => { ({ demo } = await ready()) })
after(async () => { await demo?.stop() })

everyPage(() => demo, { plain: true })

test('without script the menu is open on a phone', async () => {
  const page = await demo.page({ width: 390, script: false })
  await demo.visit(page, '/library/components')
  assert.ok(await page.getByRole('link', { name: 'Partners' }).isVisible(), 'the menu is open')
})

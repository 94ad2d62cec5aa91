// Makes docs/screenshot.png anew from the running demo: `make screenshot`.

import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { start } from './harness.mjs'
import { HELEN } from './paths.mjs'

const docs = resolve(dirname(fileURLToPath(import.meta.url)), '../../docs')
const demo = await start()
try {
  const page = await demo.page({ width: 1280, height: 1148 })
  await demo.signIn(page, HELEN)
  await demo.visit(page, '/cases/C-1/readiness')
  await page.evaluate(() => document.fonts.ready)
  await page.screenshot({ path: resolve(docs, 'screenshot.png') })
} finally {
  await demo.stop()
}

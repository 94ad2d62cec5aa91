// The demo made ready to be looked at, and a test for each person that looks at all of that person's pages.

import { test } from 'node:test'
import { addressOf, doorOf, readDoors } from './doors.mjs'
import { fillIn, noSidewaysScroll, nothingClipped, send, start, wellMade, WIDTHS } from './harness.mjs'
import { HELEN, PATHS } from './paths.mjs'

// Windows of one browser; the runner has a second browser beside it on the second core.
const LANES = 2

let doors

/** A demo with an engagement to look at, and every address of the product. */
export async function ready () {
  const demo = await start()
  const page = await demo.page()
  await demo.signIn(page, HELEN)
  doors = await readDoors(page, demo.origin)
  // Someone is engaged to help with the first issue.
  await demo.visit(page, '/issues/I-1/helper')
  await fillIn(page, { fee: '1200' })
  await send(page)
  await page.context().close()
  return { demo, doors }
}

/** Registers the tests; `plain` is without script, `then` looks further at a page that is open. */
export function everyPage (demoNow, { plain, then = async () => {} }) {
  // What lies between the widest and the narrowest is style alone, which is the same without script.
  const widths = plain ? [WIDTHS[0], WIDTHS.at(-1)] : WIDTHS
  // Without script it is the shape of a page that may fail, not which record it shows: each door once.
  const seen = new Set()
  const isNew = ({ door, path }) => {
    const shape = door ?? doorOf(doors, path)?.path ?? path
    return !seen.has(shape) && Boolean(seen.add(shape))
  }
  for (const person of new Set(PATHS.map(({ as }) => as))) {
    const title = `every page ${person ?? 'anybody'} sees is well made at ${widths.join(', ')} px ${plain ? 'without' : 'with'} script`
    test(title, { timeout: 600_000, concurrency: LANES }, async t => {
      const demo = demoNow()
      const mine = PATHS.filter(entry => entry.as === person && !entry.file && (!plain || isNew(entry)))
      const windows = await Promise.all(Array.from({ length: Math.min(LANES, mine.length) }, async () => {
        const page = await demo.page({ plain })
        if (person) await demo.signIn(page, person)
        return page
      }))
      const free = [...windows]
      await Promise.all(mine.map(entry => t.test(entry.path ?? entry.door, async () => {
        const page = free.pop()
        try {
          page.troubles.length = 0
          await page.setViewportSize({ width: widths[0], height: 900 })
          await demo.visit(page, await addressOf(demo, doors, page, entry), entry.status ?? null)
          await then(page, entry)
          for (const width of widths) {
            await page.setViewportSize({ width, height: 900 })
            // The elements are the same at every width: axe looks where the menu is open and where it is folded; without script it is never
            // folded. Their colours are the same everywhere, and to measure them is most of axe's work: once.
            const widest = width === widths[0]
            if (width === widths.at(-1) || (widest && !plain)) await wellMade(page, { colours: widest })
            else { await noSidewaysScroll(page); await nothingClipped(page) }
          }
        } finally {
          free.push(page)
        }
      })))
      await Promise.all(windows.map(page => page.context().close()))
    })
  }
}

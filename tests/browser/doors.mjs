// Every address of the product with who may open it, as the product itself says on the page Who may do what: no second list.

/** Reads the table as anybody who is signed in. */
export async function readDoors (page, origin) {
  await page.goto(`${origin}/permissions`)
  return await page.locator('table', { hasText: 'Pages and forms by role' }).evaluate(table => {
    const heads = [...table.tHead.rows[0].cells].map(cell => cell.textContent.trim())
    return [...table.tBodies[0].rows].map(row => ({
      path: row.querySelector('.ww-cell').textContent.trim(),
      sends: row.cells[0].textContent.includes('form ·'),
      open: heads.filter((head, at) => at > 1 && row.cells[at].textContent.includes('Yes'))
    }))
  })
}

/** The page of the table that an address opens: written-out parts go before named ones. */
export function doorOf (doors, address) {
  const parts = address.split(/[?#]/)[0].split('/')
  const named = part => part.startsWith('{')
  return doors
    .filter(door => !door.sends)
    .map(door => ({ door, asked: door.path.split('/') }))
    .filter(({ asked }) => asked.length === parts.length && asked.every((part, at) => named(part) ? parts[at] !== '' : part === parts[at]))
    .sort((a, b) => a.asked.filter(named).length - b.asked.filter(named).length)[0]?.door
}

const found = new Map()

/** Where a path of paths.mjs is: written there, or the first link of its shape on another page. */
export async function addressOf (demo, doors, page, { path, door, from, as }) {
  if (path) return path
  const key = `${demo.origin} ${as} ${door} ${from}`
  if (!found.has(key)) {
    await demo.visit(page, from)
    const links = await page.locator('a[href^="/"]').evaluateAll(links => links.map(link => link.getAttribute('href')))
    const first = links.find(href => doorOf(doors, href)?.path === door)
    if (!first) throw new Error(`no link like ${door} on ${from}`)
    found.set(key, first)
  }
  return found.get(key)
}

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

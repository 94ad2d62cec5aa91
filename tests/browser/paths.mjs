// Every page a visitor can open in the demo, and who looks at it. Add yours.
// { path } is open to everybody; { path, as } is seen by that person; { path, status } answers with that status.

export const HELEN = 'Helen Marsh'

export const PATHS = [
  { path: '/library/components' },
  { path: '/sign-in' },
  { path: '/', as: HELEN },
  { path: '/no-such-page', status: 404 }
]

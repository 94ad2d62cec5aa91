// Every page a visitor can open in the demo, and who looks at it. Add yours.
// { path } is open to everybody; { path, as } is seen by that person; { path, status } answers with that status.

export const HELEN = 'Helen Marsh'

export const PATHS = [
  { path: '/library/components' },
  { path: '/sign-in' },
  { path: '/library' },
  { path: '/library/methods/spc-xmr' },
  { path: '/library/methods/evidence-standard' },
  { path: '/accessibility' },
  { path: '/privacy' },
  { path: '/', as: HELEN },
  { path: '/account', as: HELEN },
  { path: '/partners', as: HELEN },
  { path: '/partners/new', as: HELEN },
  { path: '/permissions', as: HELEN },
  { path: '/audit', as: HELEN },
  { path: '/audit/check', as: HELEN },
  { path: '/settings', as: HELEN },
  { path: '/settings/evidence.fewest_months', as: HELEN },
  { path: '/delivery-models', as: HELEN },
  { path: '/delivery-models/in_house', as: HELEN },
  { path: '/delivery-models/new', as: HELEN },
  { path: '/check', as: HELEN },
  { path: '/take-away', as: HELEN },
  { path: '/people', as: HELEN, status: 403 },
  { path: '/no-such-page', status: 404 }
]

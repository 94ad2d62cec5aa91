// Every page of the product, and who looks at it: pages.test.mjs names each page of the route table that nobody here looks at. Add yours.
// { path } is open to everybody; { path, as } is seen by that person; { path, status } answers with that status.
// { door, from } is a page whose address is not known beforehand: the first link of that shape on the page `from`.
// { file: true } is data, not a page.

export const HELEN = 'Helen Marsh'
export const DAN = 'Dan Iqbal'
export const PRIYA = 'Priya Nair'
export const GRACE = 'Grace Oyelaran'
export const KWAME = 'Cllr Kwame Osei'
export const JOAN = 'Joan Pritchard'
export const AMARA = 'Amara Singh'

/** The role of each, as the page of permissions names it. */
export const ROLE = {
  [HELEN]: 'Head of commissioning',
  [DAN]: 'Analyst',
  [PRIYA]: 'Finance business partner',
  [GRACE]: 'Provider',
  [KWAME]: 'Scrutiny member',
  [JOAN]: 'Residents’ panel member',
  [AMARA]: 'Partner’s commissioner'
}

const each = (as, paths) => paths.map(path => ({ path, as }))

/** In the sample county. */
export const PATHS = [
  ...each(undefined, [
    '/sign-in', '/library', '/library/components', '/library/principles', '/library/law', '/library/methods/spc-xmr', '/library/methods/spc-p-prime',
    '/library/methods/spc-rare', '/library/methods/evidence-standard', '/library/methods/disclosure-small-counts',
    '/library/methods/allocation', '/accessibility', '/privacy'
  ]),
  { path: '/no-such-page', status: 404 },
  { path: '/welcome/used-before', status: 404 },
  { path: '/choose-password/used-before', status: 404 },
  { path: '/health', file: true },
  { path: '/open-data/contracts.json', file: true },
  { path: '/open-data/grants.json', file: true },
  ...each(undefined, ['/open-data']),
  ...each(HELEN, ['/open-data', '/open-data/choose']),

  ...each(HELEN, [
    '/', '/cases', '/cases/new', '/promises', '/promises/P-2', '/plan', '/plan/base-rate', '/deliver', '/arrangements', '/review', '/review/wrong-order',
    '/services', '/services/new', '/partners', '/partners/new', '/account', '/account/password', '/permissions', '/audit', '/audit/check', '/settings',
    '/settings/evidence.fewest_months', '/delivery-models', '/delivery-models/in_house', '/delivery-models/new', '/check', '/take-away',
    '/cases/C-1', '/cases/C-1/change', '/cases/C-1/choice', '/cases/C-1/decide', '/cases/C-1/lesson', '/cases/C-1/look', '/cases/C-1/next',
    '/cases/C-1/outcome', '/cases/C-1/promise', '/cases/C-1/readiness', '/cases/C-1/room?part=know', '/cases/C-1/rule-out', '/cases/C-1/stage',
    '/cases/C-2', '/cases/C-3', '/cases/C-4', '/cases/C-5', '/cases/C-6/readiness',
    '/services/S-1', '/services/S-1/readiness', '/services/S-1/two-sides', '/services/S-1/issues/new', '/services/S-1/measures/new',
    '/services/S-1/arrangements/new', '/services/S-1/hand-over', '/services/S-5', '/services/S-10', '/services/S-10/readiness', '/services/S-8/readiness',
    '/issues/I-1', '/issues/I-2', '/issues/I-3', '/issues/I-4', '/issues/I-3/triage', '/issues/I-3/test', '/issues/I-1/fix', '/issues/I-1/helper',
    '/cases/C-1/circumstance', '/cases/C-1/way?way=test_small', '/cases/C-1/terms', '/cases/C-1/stays', '/cases/C-1/ground',
    '/priorities', '/priorities/new', '/priorities/list', '/outcomes/O-1/priority',
    '/cases/C-1/options', '/cases/C-1/options/now', '/cases/C-1/appraisal', '/cases/C-1/costing', '/cases/C-1/criteria',
    '/cases/C-8/options', '/cases/C-8/options/A', '/cases/C-8/options/C', '/cases/C-8/options/A/ledger', '/cases/C-8/appraisal', '/cases/C-8/criteria',
    '/cases/C-8/options/A/write', '/cases/C-8/options/A/part', '/cases/C-8/options/A/impact', '/cases/C-8/options/A/equality', '/cases/C-8/options/C/rule-in',
    '/cases/C-8/options/A/social-return', '/cases/C-8/options/A/change', '/cases/C-8/options/A/input',
    '/cases/C-8/equality', '/cases/C-8/leave-out', '/cases/C-8/prefer', '/cases/C-8/costing/line?at=1', '/cases/C-8/costing/take-out',
    '/cases/C-8/costing/driver', '/cases/C-8/costing/scenario', '/cases/C-8/costing/forecast', '/cases/C-8/costing/price-index',
    '/cases/C-8/full-cost', '/cases/C-8/options/D/full-cost', '/cases/C-8/options/A/saving', '/cases/C-8/options/A/saving/parts',
    '/cases/C-10/full-cost', '/cases/C-10/appraisal', '/cases/C-10/options/A/saving', '/cases/C-10/options/C/saving',
    '/cases/C-8/criteria/criterion', '/cases/C-8/criteria/weights', '/cases/C-8/criteria/scores/A',
    '/services/S-1/budget-line', '/issues/I-1/void', '/readiness/R-4/public-interest-test/answers',
    '/readiness/R-4/public-interest-test/approval', '/readiness/R-2/public-interest-test', '/cases/C-10', '/cases/C-11',
    '/issues/I-1/asked', '/issues/I-1/why', '/issues/I-1/reopen', '/issues/I-1/explain', '/readiness/R-1', '/readiness/R-4/public-interest-test',
    '/cases/C-1/paper', '/papers/DP-1', '/papers/DP-1/change', '/papers/DP-1/section?of=equality', '/papers/DP-1/clear?office=section_151',
    '/papers/DP-1/priority', '/papers/DP-1/not-agreed', '/papers/DP-2', '/papers/DP-3', '/cases/C-8/buy-in', '/cases/C-8/skill', '/decisions/D-1', '/decisions/D-1/verify', '/papers'
  ]),
  ...each(HELEN, [
    '/priorities?without=voices&without=partners', '/priorities/PR-1/need', '/priorities/PR-1/voice', '/priorities/PR-1/voice/round', '/priorities/PR-1/members',
    '/priorities/pass/before', '/priorities/pass/after?without=trend'
  ]),
  ...each(HELEN, [
    '/funds', '/funds/add', '/funds/PF-1', '/funds/PF-2', '/funds/PF-2/contribute', '/funds/PF-2/limit', '/allocations', '/allocations/add',
    '/allocations/AL-1', '/allocations/AL-1?money=600,000', '/allocations/AL-1?money=0', '/allocations/AL-1/add',
    '/allocations/AL-1/duty', '/allocations/AL-1/today', '/budget-changes', '/budget-changes/add', '/budget-changes/BC-1', '/spend',
    '/spend/SP-1', '/spend/load', '/allocations/AL-2', '/allocations/AL-2/limits', '/allocations/AL-2/described', '/allocations/AL-1/members',
    '/allocations/AL-2/members', '/allocations/AL-2/members/set', '/allocations/AL-1/options', '/allocations/AL-1/options?case=C-8',
    '/allocations/AL-1/options?case=C-2', '/arrangements/A-1/paid-by', '/arrangements/A-1/paid-by/change'
  ]),
  ...each(HELEN, ['/financial-plan', '/financial-plan/add', '/financial-plan/FP-2/change', '/decisions/D-1/saved', '/cases/C-10/options/A/saving/parts']),
  ...each(KWAME, ['/financial-plan']),
  { path: '/financial-plan/lines.csv', as: HELEN, file: true },
  { path: '/priorities/differences-partners.csv', as: HELEN, file: true },
  { path: '/priorities/differences-groups.csv', as: HELEN, file: true },
  ...each(undefined, [
    '/having-your-say', '/having-your-say/HS-1', '/having-your-say/HS-2', '/having-your-say/HS-3', '/having-your-say/HS-4',
    '/having-your-say/HS-1/result', '/having-your-say/HS-3/result', '/having-your-say/HS-5/result', '/having-your-say/HS-4/thanks',
    '/library/methods/voice-reach'
  ]),
  { path: '/having-your-say/HS-4/result', status: 404 },
  { path: '/having-your-say/HS-3/ballots.pb', file: true },
  { path: '/having-your-say/HS-3/ballots.csv', file: true },
  ...each(HELEN, [
    '/involvement', '/involvement/new', '/involvement/HS-1', '/involvement/HS-2', '/involvement/HS-3', '/involvement/HS-4', '/involvement/HS-5',
    '/involvement/HS-6', '/involvement/HS-2/change', '/involvement/HS-4/open', '/involvement/HS-2/step', '/involvement/HS-4/close',
    '/involvement/HS-3/changed', '/involvement/HS-4/vote', '/involvement/HS-4/codes', '/involvement/HS-4/paper', '/involvement/HS-4/settle',
    '/involvement/HS-4/bring-in'
  ]),
  ...each(JOAN, ['/involvement', '/involvement/HS-3']),
  ...each(HELEN, [
    '/demand', '/demand/add', '/demand/DM-1', '/demand/DM-1/driver', '/demand/DM-1/way', '/demand/DM-1/means?way=0', '/demand/forecast',
    '/demand/forecast?measure=M-11', '/demand/forecast?measure=M-26', '/eligibility', '/eligibility/add', '/eligibility/EL-1', '/eligibility/EL-2',
    '/eligibility/EL-1?vehicles=4000&points=4', '/eligibility/EL-2?early=2', '/eligibility/EL-1/change', '/eligibility/EL-1/population',
    '/eligibility/EL-1/means?vehicles=4000&points=4', '/library/methods/demand-forecast', '/library/methods/demand-cohort',
    '/system-maps', '/system-maps/add', '/system-maps/SM-1', '/system-maps/SM-1?service=Home%20care&percent=10', '/system-maps/SM-1/change',
    '/library/methods/demand-management', '/library/methods/eligibility-threshold', '/library/methods/system-load'
  ]),
  { path: '/eligibility/EL-2?outcomes=3', as: HELEN, status: 422 },
  { path: '/demand/DM-1/years.csv', as: HELEN, file: true },
  { path: '/system-maps/SM-1/arrows.csv', as: HELEN, file: true },
  { path: '/demand/forecast.csv?measure=M-11', as: HELEN, file: true },
  { path: '/eligibility/EL-1/groups.csv?vehicles=4000&points=4', as: HELEN, file: true },
  ...each(HELEN, [
    '/needs', '/needs?words=step-down', '/needs?place=Harrowdene&only=old', '/needs/new', '/needs/N-1', '/needs/N-2', '/needs/N-6', '/needs/N-7',
    '/needs/N-1/change', '/needs/N-1/figure', '/needs/N-1/evidence', '/needs/N-1/voice', '/needs/N-1/redefine', '/needs/N-1/choice', '/needs/N-6/sign',
    '/needs/words', '/needs/words/new', '/needs/words/W-1', '/needs/assessment', '/strengths', '/strengths/new', '/strengths/load', '/strengths/ST-1',
    '/strengths/ST-1/change', '/outcomes/O-1/needs', '/cases/C-8/options/A/strengths', '/neighbourhoods', '/neighbourhoods/new', '/neighbourhoods/NB-1',
    '/neighbourhoods/NB-1/project', '/neighbourhoods/NB-1/decide?project=0', '/neighbourhoods/NB-1/agree?project=0'
  ]),
  ...each(undefined, ['/needs/picture']),
  ...each(AMARA, ['/needs', '/needs/N-6', '/needs/N-6/sign']),
  { path: '/needs/N-6/waive', as: HELEN, status: 403 },
  { path: '/strengths.csv', as: HELEN, file: true },
  { path: '/needs/assessment/file/needs.docx', as: HELEN, file: true },
  { path: '/needs/picture/file/needs.docx', file: true },
  ...each(DAN, [
    '/data-sets', '/data-sets/load', '/data-sets/load?kind=population', '/data-sets/DS-1', '/data-sets/DS-2', '/data-sets/DS-3', '/data-sets/DS-4',
    '/data-sets/DS-4/set-aside'
  ]),
  { path: '/data-sets/DS-3/measures.csv', as: DAN, file: true },
  ...each(DAN, ['/data-sets/load?kind=payments', '/data-sets/load?kind=contracts']),
  { path: '/data-sets/DS-3/unread.csv', as: DAN, status: 404 },
  ...each(HELEN, [
    '/partnerships', '/partnerships/new', '/partnerships/PA-1', '/partnerships/PA-1/change', '/partnerships/PA-1/direction', '/partnerships/PA-1/sign',
    '/partnerships/PA-1/meeting', '/partnerships/PA-1/changed?met=2026-11-10&decision=0', '/partnerships/PA-1/round', '/partnerships/PA-1/close?round=1',
    '/partnerships/PA-1/say', '/partnerships/PA-1/structure', '/partnerships/PA-1/relationship?change=0', '/partnerships/PA-1/check',
    '/partnerships/PA-1/order', '/partnerships/PA-1/list', '/partnerships/PA-1/incentive', '/partnerships/PA-1/look-back', '/skills', '/skills/hold',
    '/roles-and-bodies', '/change-plans', '/change-plans/new', '/change-plans/CP-1', '/change-plans/CP-1/change', '/change-plans/CP-1/step',
    '/change-plans/CP-1/seen?step=2'
  ]),
  { door: '/roles-and-bodies/apart', from: '/roles-and-bodies', as: HELEN },
  ...each(AMARA, ['/partnerships', '/partnerships/PA-1', '/partnerships/PA-1/sign', '/skills', '/skills/hold', '/roles-and-bodies', '/change-plans/CP-1']),
  ...each(undefined, ['/library/methods/partnership-check', '/library/methods/skills-gap', '/library/methods/collaboration-worth']),
  ...each(HELEN, [
    '/market/capacity', '/market/capacity/new', '/market/capacity/SL-1', '/market/capacity/SL-1/need', '/market/capacity/SL-1/model',
    '/market/capacity/SL-1/provider', '/market/capacity/SL-1/outcomes', '/market/response/C-1', '/market/response/C-6', '/market/response/C-6/test',
    '/market/response/C-6/came?test=MR-1', '/market/response/C-6/way', '/market/response/C-6/maturity', '/market/response/C-6/learned',
    '/market/response/C-6/go-on?although=few_bids', '/market/predictions'
  ]),
  ...each(DAN, ['/market/capacity', '/market/response/C-6']),
  ...each(undefined, ['/library/methods/capacity-gap']),
  { path: '/market/capacity/SL-1/parts.csv', as: HELEN, file: true },
  { path: '/market/predictions/bids.csv', as: HELEN, file: true },
  { path: '/allocations/AL-1?money=lots', as: HELEN, status: 422 },
  ...each(HELEN, ['/allocations/AL-1/candidates', '/allocations/AL-1/mend?code=A', '/allocations/AL-1/take-out?code=B', '/allocations/AL-1/case']),
  { path: '/allocations/AL-1/line.csv', as: HELEN, file: true },
  { path: '/spend/SP-1/services.csv', as: HELEN, file: true },
  { path: '/papers/DP-1/file/part-1.docx', as: HELEN, file: true },
  { path: '/decisions/D-1/file/summary.pdf', as: HELEN, file: true },
  { path: '/readiness/R-4/public-interest-test.json', as: HELEN, file: true },
  { path: '/cases/C-8/appraisal.csv', as: HELEN, file: true },
  { path: '/cases/C-8/criteria.csv', as: HELEN, file: true },
  { path: '/cases/C-8/options/A/ledger.csv', as: HELEN, file: true },
  { path: '/take-away/everything.json', as: HELEN, file: true },
  { path: '/take-away/measures.csv', as: HELEN, file: true },
  { path: '/people', as: HELEN, status: 403 },
  { door: '/engagements/{reference}/level-field', from: '/issues/I-1', as: HELEN },

  ...each(DAN, [
    '/', '/analyse', '/upload', '/measures/M-1', '/measures/M-2', '/measures/M-5', '/measures/M-11', '/measures/M-12', '/measures/M-16', '/measures/M-21',
    '/measures/M-61', '/measures/M-1/change', '/measures/M-1/redefine', '/measures/M-1/rebase', '/uploads/U-1', '/uploads/U-1/set-aside', '/cases/C-1'
  ]),
  { path: '/measures/M-1.csv', as: DAN, file: true },
  { path: '/measures/M-1.xlsx', as: DAN, file: true },
  { door: '/points/{id}', from: '/measures/M-1', as: DAN },
  { door: '/sources/{id}', from: '/measures/M-1', as: DAN },
  { door: '/sources/{id}/cell', from: '/measures/M-1', as: DAN },
  { door: '/uploads/{reference}', from: '/upload', as: DAN },

  ...each(DAN, [
    '/places', '/places?find=vale', '/places?find=atlantis', '/places/E10000901', '/places/E10000901?list=childrens-services', '/places/E10000898',
    '/places/E10000901/peers', '/places/E10000901/notices', '/places/E10000901/spend', '/places/E10000898/spend', '/places/E10000905/notices',
    '/library/methods/funnel', '/library/methods/benchmark-peers', '/library/methods/standardised-rates', '/library/methods/nearest-neighbours'
  ]),
  { door: '/places/{code}/measures/{measure}', from: '/places/E10000901', as: DAN },
  { path: '/places/E10000901/measures/invented-office-of-figures:still-at-home-after-91-days/peers.csv', as: DAN, file: true },
  { path: '/places/E10000901/spend.csv', as: DAN, file: true },
  { path: '/places/atlantis', as: DAN, status: 404 },

  ...each(undefined, [
    '/library/market', '/library/methods/market-concentration', '/library/methods/market-competition', '/library/methods/market-flows',
    '/library/methods/market-dependency', '/library/methods/market-call-off', '/library/methods/market-health', '/library/methods/red-flags',
    '/library/methods/predicted-bids', '/library/methods/market-maturity', '/library/methods/lead-time', '/library/methods/barriers-to-bid',
    '/library/methods/lots', '/library/methods/supplier-commitment', '/library/methods/policy-durability', '/library/methods/pipeline-stability'
  ]),

  ...each(DAN, [
    '/market', '/market?from=2025/26', '/market?place=Northvale', '/market/categories', '/market/categories/CPV/85', '/market/suppliers',
    '/market/suppliers?suppliers=-3&suppliers-find=care', '/market/calendar', '/market/calendar?show=past', '/market/call-offs',
    '/market/providers', '/market/flags', '/market/flags/R018'
  ]),
  { path: '/market?category=care', as: DAN, status: 422 },
  { path: '/market/overview/things.csv', as: DAN, file: true },
  { path: '/market/categories/categories.csv', as: DAN, file: true },
  { path: '/market/categories/CPV/85/years.csv', as: DAN, file: true },
  { path: '/market/supplier-tables/suppliers.csv', as: DAN, file: true },
  { path: '/market/calendar/contracts.ics', as: DAN, file: true },
  { path: '/market/call-offs/places.csv', as: DAN, file: true },
  { path: '/market/providers/kinds.csv', as: DAN, file: true },
  { path: '/market/flag-tables/flags.csv', as: DAN, file: true },
  { path: '/market/flags/R018/raised.csv', as: DAN, file: true },

  ...each(DAN, [
    '/market/who-is-who', '/market/authorities', '/market/reorganisation',
    '/market/suppliers/name%3ANORTHVALE%20COUNTY%20COUNCIL', '/market/who-is-who/say/name%3ANORTHVALE%20COUNTY%20COUNCIL', '/library/methods/matching'
  ]),
  { path: '/market/suppliers/name%3ANORTHVALE%20COUNTY%20COUNCIL/names.csv', as: DAN, file: true },
  { path: '/market/who-is-who/unsure.csv', as: DAN, file: true },
  { path: '/market/authorities/shared.csv', as: DAN, file: true },
  { path: '/market/reorganisation/pairs.csv', as: DAN, file: true },
  { path: '/market/suppliers/nobody', as: DAN, status: 404 },
  ...each(HELEN, [
    '/market/shaping', '/market/shaping/new', '/market/shaping/SH-1', '/market/shaping/SH-2', '/market/shaping/SH-1/change', '/market/shaping/SH-1/action',
    '/market/shaping/SH-1/effect', '/market/barriers', '/market/barriers/new', '/market/barriers/BA-1', '/market/barriers/BA-1/change',
    '/market/barriers/BA-1/answer', '/market/pipeline', '/market/pipeline/new', '/market/pipeline/PL-2', '/market/pipeline/PL-2/change',
    '/market/pipeline/PL-2/publish', '/market/pipeline/PL-2/cancel', '/market/pipeline/PL-3', '/market/meetings', '/market/meetings/new',
    '/market/meetings/MK-1', '/market/meetings/MK-1/came-of-it', '/market/statements', '/market/statements/new', '/market/statements/MS-1',
    '/market/statements/MS-1/change', '/market/statements/MS-1/publish', '/market/statements/MS-2'
  ]),
  ...each(undefined, ['/statements', '/statements/pipeline', '/statements/MS-1', '/statements/MS-1?edition=1']),
  ...each(GRACE, ['/market/barriers', '/market/pipeline', '/statements/pipeline']),
  { path: '/market/barriers/BA-1', as: GRACE, status: 404 },
  { path: '/statements/MS-2', status: 404 },
  { path: '/market/barriers/BA-1/barriers.csv', as: HELEN, file: true },
  { path: '/market/shaping/SH-1/actions.csv', as: HELEN, file: true },
  { path: '/statements/pipeline/lines.csv', file: true },
  { path: '/statements/MS-1/file/statement.docx', file: true },

  ...each(PRIYA, [
    '/', '/cases/C-1', '/services/S-10', '/services/S-10/none-known', '/issues/I-1', '/issues/I-1/late', '/issues/I-1/judge', '/issues/I-1/moved',
    '/issues/I-1/figures', '/issues/I-1/say', '/issues/I-1/close', '/issues/I-1/correction'
  ]),
  ...each(GRACE, ['/', '/services', '/measures/M-63', '/measures/M-63/reply']),
  ...each(KWAME, ['/', '/cases', '/plan', '/services', '/promises', '/papers', '/papers/DP-1', '/papers/DP-2', '/decisions/D-1', '/decisions/D-1/verify']),
  { path: '/cases/C-1', as: KWAME, status: 404 },
  ...each(JOAN, ['/', '/cases/C-1', '/cases/C-1/readiness', '/services/S-1', '/promises']),
  ...each(AMARA, ['/', '/cases/C-2', '/services', '/funds/PF-2', '/funds/PF-3', '/allocations/AL-1'])
]

export const ADMINISTRATOR = 'Ada Finch'
export const DIRECTOR = 'Olu Grant'

/** In a place of one's own, just set up: its first administrator, and a director who proceeded by exception. */
export const OWN_PATHS = [
  ...each(ADMINISTRATOR, [
    '/', '/people', '/people/new', '/permissions', '/permissions/analyst', '/audit', '/audit/check', '/settings', '/settings/session.idle_hours',
    '/delivery-models', '/partners', '/account', '/check', '/take-away'
  ]),
  { door: '/people/{id}', from: '/people', as: ADMINISTRATOR },
  { door: '/audit/{sequence}/remove-details', from: '/audit', as: ADMINISTRATOR },
  ...each(DIRECTOR, ['/', '/cases', '/plan', '/plan/base-rate', '/promises', '/arrangements', '/review/wrong-order', '/services/S-1', '/cases/C-1']),
  { door: '/exceptions/{reference}', from: '/cases/C-1/readiness', as: DIRECTOR }
]

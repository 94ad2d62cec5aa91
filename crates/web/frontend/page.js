// The page works without this file: it only adds govuk-frontend's enhancements.
import { initAll } from './govuk-frontend.js'
initAll()

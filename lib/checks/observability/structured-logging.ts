import { defineCheck, unknown } from '../check'

export default defineCheck({
  id: 'structured-logging',
  category: 'observability',
  title: 'Logging is used throughout and configured',
  weight: 3,
  why: 'to be written with its rule',
  needs: [],
  detect() {
    return unknown('This rule is not written.')
  },
  fix() {
    return { summary: 'to be written with its rule' }
  },
})

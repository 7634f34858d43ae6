import { defineCheck, unknown } from '../check'

export default defineCheck({
  id: 'error-handling',
  category: 'robustness',
  title: 'Exceptions are caught where work can fail',
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

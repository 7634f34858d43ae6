import { defineCheck, unknown } from '../check'

export default defineCheck({
  id: 'input-validation',
  category: 'robustness',
  title: 'Outside input is validated by a schema or typed parser',
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

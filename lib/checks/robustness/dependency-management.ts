import { defineCheck, unknown } from '../check'

export default defineCheck({
  id: 'dependency-management',
  category: 'robustness',
  title: 'Dependencies are declared and locked',
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

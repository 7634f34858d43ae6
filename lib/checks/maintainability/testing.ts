import { defineCheck, unknown } from '../check'

export default defineCheck({
  id: 'testing',
  category: 'maintainability',
  title: 'Real tests run on every change',
  weight: 5,
  why: 'to be written with its rule',
  needs: [],
  detect() {
    return unknown('This rule is not written.')
  },
  fix() {
    return { summary: 'to be written with its rule' }
  },
})

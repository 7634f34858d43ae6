import { defineCheck, unknown } from '../check'

export default defineCheck({
  id: 'type-hints',
  category: 'maintainability',
  title: 'Functions are annotated and checked',
  weight: 2,
  why: 'to be written with its rule',
  needs: [],
  detect() {
    return unknown('This rule is not written.')
  },
  fix() {
    return { summary: 'to be written with its rule' }
  },
})

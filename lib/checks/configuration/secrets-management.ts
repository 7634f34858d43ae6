import { defineCheck, unknown } from '../check'

export default defineCheck({
  id: 'secrets-management',
  category: 'configuration',
  title: 'No credential is in the tree',
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

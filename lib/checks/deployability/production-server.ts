import { defineCheck, unknown } from '../check'

export default defineCheck({
  id: 'production-server',
  category: 'deployability',
  title: 'A production server starts it',
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

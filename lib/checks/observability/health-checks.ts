import { defineCheck, unknown } from '../check'

export default defineCheck({
  id: 'health-checks',
  category: 'observability',
  title: 'A route answers health checks',
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

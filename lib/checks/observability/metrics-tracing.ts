import { defineCheck, unknown } from '../check'

export default defineCheck({
  id: 'metrics-tracing',
  category: 'observability',
  title: 'Metrics or traces are emitted',
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

import { defineCheck, unknown } from '../check'

export default defineCheck({
  id: 'retries',
  category: 'robustness',
  title: 'Outbound calls are retried with backoff',
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

import { defineCheck, unknown } from '../check'

export default defineCheck({
  id: 'ci-cd',
  category: 'deployability',
  title: 'A pipeline tests every change',
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

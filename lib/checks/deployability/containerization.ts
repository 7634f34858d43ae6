import { defineCheck, unknown } from '../check'

export default defineCheck({
  id: 'containerization',
  category: 'deployability',
  title: 'A container image builds and starts it safely',
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

import { defineCheck, unknown } from '../check'

export default defineCheck({
  id: 'security-scanning',
  category: 'configuration',
  title: 'Code and dependencies are scanned',
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

import { defineCheck, unknown } from '../check'

export default defineCheck({
  id: 'code-style',
  category: 'maintainability',
  title: 'A PEP 8 tool is enforced and Ruff agrees',
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

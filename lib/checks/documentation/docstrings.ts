import { defineCheck, unknown } from '../check'

export default defineCheck({
  id: 'docstrings',
  category: 'documentation',
  title: 'Public and complex code is documented',
  weight: 1,
  why: 'to be written with its rule',
  needs: [],
  detect() {
    return unknown('This rule is not written.')
  },
  fix() {
    return { summary: 'to be written with its rule' }
  },
})

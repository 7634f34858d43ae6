import { defineCheck, unknown } from '../check'

export default defineCheck({
  id: 'readme',
  category: 'documentation',
  title: 'The README says what, how to install and how to run',
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

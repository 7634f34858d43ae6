import { defineCheck, unknown } from '../check'

export default defineCheck({
  id: 'modular-structure',
  category: 'maintainability',
  title: 'Code lives in importable packages',
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

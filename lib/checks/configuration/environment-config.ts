import { defineCheck, unknown } from '../check'

export default defineCheck({
  id: 'environment-config',
  category: 'configuration',
  title: 'Configuration comes from the environment',
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

export { WithHeader as default } from '../with-header'

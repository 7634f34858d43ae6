// What is slow is read inside `<Deferred>`: a loading.tsx would stand above what can answer 404, and a streamed answer has
// already said 200.
export { WithHeader as default } from '../with-header'

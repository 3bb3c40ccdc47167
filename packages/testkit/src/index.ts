export { missingTools, requireTools, type SkippableContext } from './missing-tool.js'
export { type FreshDatabase, freshDatabase, templateDatabase } from './postgres.js'
export { type RunningRedis, startRedis } from './redis.js'

import { type Method, type RouteInput, type RouteResponse, type RouteShape, successStatus } from '@maestro/contract'
import {
  applyDecorators,
  createParamDecorator,
  Delete,
  type ExecutionContext,
  Get,
  HttpCode,
  Patch,
  Post,
  Put,
  SetMetadata,
} from '@nestjs/common'
import type { FastifyRequest } from 'fastify'
import { type Caller, factsOf, type Identity } from './caller.js'
import type { IfMatch } from './version.js'

export const ENDPOINT = 'maestro:endpoint'

const verbs = { GET: Get, POST: Post, PUT: Put, PATCH: Patch, DELETE: Delete } as const satisfies Record<
  Method,
  unknown
>

/** A file or an event stream: the handler writes it itself. */
type Answer<R extends RouteShape> = R extends { media: string }
  ? unknown
  : RouteResponse<R> extends undefined
    ? undefined
    : RouteResponse<R>

/**
 * Answers a route of the contract: its path, who may call it, what goes in and what comes out are the contract's.
 * A handler takes its arguments from `@Input()` and `@By()`.
 */
export function Endpoint<R extends RouteShape>(shape: R) {
  // biome-ignore lint/suspicious/noExplicitAny: the arguments are checked where they are injected.
  return <H extends (...args: any[]) => Promise<Answer<R>>>(
    target: object,
    key: string,
    descriptor: TypedPropertyDescriptor<H>,
  ) => {
    applyDecorators(
      SetMetadata(ENDPOINT, shape),
      verbs[shape.method](`api/v1${shape.path.replace(/\{(\w+)\}/g, ':$1')}`),
      HttpCode(successStatus(shape)),
    )(target, key, descriptor)
  }
}

/** The parsed request: `@Input() input: InputOf<typeof routes.devices.list>`. */
export const Input = createParamDecorator(
  (_: unknown, context: ExecutionContext) => factsOf(context.switchToHttp().getRequest()).input,
)
export type InputOf<R extends RouteShape> = RouteInput<R> &
  (R extends { ifMatch: true } ? { readonly ifMatch: IfMatch } : unknown)

/** Who asks, in the organization of the path. */
export const By = createParamDecorator((_: unknown, context: ExecutionContext): Caller => {
  const { caller } = factsOf(context.switchToHttp().getRequest<FastifyRequest>())
  if (!caller) throw new Error('This route has no organization: use @Who().')
  return caller
})

/** Who asks, for routes that belong to no organization. */
export const Who = createParamDecorator((_: unknown, context: ExecutionContext): Identity => {
  const { identity } = factsOf(context.switchToHttp().getRequest<FastifyRequest>())
  if (!identity) throw new Error('This route is public.')
  return identity
})

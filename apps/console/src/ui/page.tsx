import type { ReactNode } from 'react'

interface PageProps {
  title: ReactNode
  state?: ReactNode
  lead?: ReactNode
  actions?: ReactNode
  children: ReactNode
}

/** The body of every page: its name, its state, the two or three most used actions, and then its content. */
export function Page({ title, state, lead, actions, children }: PageProps) {
  return (
    <div className="mx-auto w-full max-w-[1480px] px-4 pt-4 pb-24 md:px-6 md:pb-12">
      <header className="mb-3.5 flex min-h-8 flex-wrap items-center gap-x-3 gap-y-2">
        <h1 className="min-w-0 text-20 leading-tight font-semibold tracking-tight [overflow-wrap:anywhere]">{title}</h1>
        {state}
        {actions && <div className="ml-auto flex flex-wrap items-center justify-end gap-2">{actions}</div>}
        {lead && <div className="basis-full text-14 text-muted">{lead}</div>}
      </header>
      {children}
    </div>
  )
}

/** The main matter with facts at its side; on a narrow screen the facts come after it. */
export function WithAside({ children, aside }: { children: ReactNode; aside: ReactNode }) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-x-8 gap-y-6 lg:grid-cols-[minmax(0,1fr)_300px]">
      <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] content-start gap-4">{children}</div>
      <aside className="grid min-w-0 grid-cols-[minmax(0,1fr)] content-start gap-6">{aside}</aside>
    </div>
  )
}

export function AsidePart({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h2 className="mb-2.5 text-13 font-semibold">{title}</h2>
      {children}
    </section>
  )
}

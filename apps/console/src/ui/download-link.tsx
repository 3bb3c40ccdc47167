import { Download } from 'lucide-react'
import type { ReactNode } from 'react'
import { type ButtonProps, buttonClass } from './button'

interface DownloadLinkProps {
  href: string
  look?: ButtonProps['look']
  title?: string
  children: ReactNode
}

/** Hands out a file that the server streams. */
export function DownloadLink({ href, look, title, children }: DownloadLinkProps) {
  return (
    <a href={href} download className={buttonClass({ ...(look && { look }) })} title={title}>
      <Download size={14} aria-hidden />
      {children}
    </a>
  )
}

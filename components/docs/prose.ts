/** Prose in the roles of the look: elements that come from Markdown carry no classes of their own. */
export const prose =
  "min-w-0 max-w-[760px] text-[14px] leading-[22px] break-words [&>:first-child]:mt-0! " +
  "[&_:is(p,ul,ol,figure,section,blockquote)]:my-3 [&_li>p]:my-1 [&_ul]:list-disc [&_ol]:list-decimal [&_:is(ul,ol)]:pl-5 [&_li]:my-1 " +
  "[&_a]:text-accent [&_a]:underline [&_a]:underline-offset-2 [&_:is(p,li,td,th,h2,h3,h4)_code]:rounded-sm [&_:is(p,li,td,th,h2,h3,h4)_code]:bg-sunken " +
  "[&_:is(p,li,td,th)_code]:px-1 [&_:is(p,li,td,th)_code]:text-[12px] " +
  "[&_blockquote]:border-line-strong [&_blockquote]:border-l-2 [&_blockquote]:pl-3 [&_blockquote]:text-text-2 " +
  "[&_table]:w-full [&_table]:text-base [&_:is(th,td)]:border-line [&_:is(th,td)]:border-b [&_:is(th,td)]:py-1.5 [&_:is(th,td)]:pr-4 [&_:is(th,td)]:text-left [&_:is(th,td)]:align-top " +
  "[&_td:first-child]:min-w-32 [&_th]:font-semibold [&_th]:text-text-2 [&_th]:text-sm [&_img]:max-w-full [&_hr]:my-6 [&_hr]:border-line";

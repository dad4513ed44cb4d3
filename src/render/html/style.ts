/** The look of the HTML report, light and dark, on screens of any width and on paper. */
export const STYLE = `
:root{color-scheme:light dark;--bg:#f6f7f9;--card:#fff;--ink:#1b1f24;--soft:#59636e;--line:#d8dee4;--hover:#f0f3f6;--focus:#0a5ad4;--link:#0a5ad4;
--destroy:#b42318;--replace:#a1440b;--forget:#67518f;--update:#7a5b00;--create:#116b35;--adopt:#0b6270;--import:#0b6270;--move:#45566b;--read:#0a5ad4;--drift:#9c2c77;--was:#ffebe9;--is:#dafbe1;--del:#ffc9c4;--ins:#aceebb;--alert:#fff1ef;--warn:#fff8dc}
@media screen and (prefers-color-scheme:dark){:root:not([data-theme=light]){--bg:#0f1317;--card:#171c22;--ink:#e4e9ef;--soft:#9aa7b4;--line:#2d353f;--hover:#1e252d;--focus:#6cb0ff;--link:#6cb0ff;
--destroy:#ff8a80;--replace:#ffa468;--forget:#c3abf2;--update:#e6bf4a;--create:#5fd28a;--adopt:#56c8d8;--import:#56c8d8;--move:#a9b8c9;--read:#6cb0ff;--drift:#f192cd;--was:#3a1d1d;--is:#14311f;--del:#7d2b2b;--ins:#1c6236;--alert:#2c1818;--warn:#2a2410}}
:root[data-theme=light]{color-scheme:light}
@media screen{:root[data-theme=dark]{color-scheme:dark;--bg:#0f1317;--card:#171c22;--ink:#e4e9ef;--soft:#9aa7b4;--line:#2d353f;--hover:#1e252d;--focus:#6cb0ff;--link:#6cb0ff;
--destroy:#ff8a80;--replace:#ffa468;--forget:#c3abf2;--update:#e6bf4a;--create:#5fd28a;--adopt:#56c8d8;--import:#56c8d8;--move:#a9b8c9;--read:#6cb0ff;--drift:#f192cd;--was:#3a1d1d;--is:#14311f;--del:#7d2b2b;--ins:#1c6236;--alert:#2c1818;--warn:#2a2410}}
*{box-sizing:border-box}
html{scroll-padding-top:7.5rem}
body{margin:0 auto;padding:1.75rem clamp(1rem,4vw,3rem) 3rem;max-width:76rem;background:var(--bg);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",sans-serif}
code,pre{font:13px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;overflow-wrap:anywhere}
pre{margin:0;white-space:pre-wrap}
a{color:var(--link)}
[hidden]{display:none!important}
:focus-visible{outline:2px solid var(--focus);outline-offset:2px;border-radius:4px}
main:focus{outline:none}
.hide{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:.5rem;background:var(--card);padding:.4rem .8rem;z-index:9}
.bar{display:flex;justify-content:space-between;align-items:center;gap:1rem}
h1{font-size:1.6rem;line-height:1.25;margin:0;font-weight:650;letter-spacing:-.01em}h1 code{font-size:1.3rem;color:var(--soft)}
h2{font-size:1.25rem;margin:2.2rem 0 .2rem}h2 code{font-size:1.15rem}
h3{font-size:1rem;margin:1.6rem 0 .5rem}h4{font-size:.8rem;margin:.9rem 0 .25rem;color:var(--soft);font-weight:600}
.faint{color:var(--soft);font-weight:400}
.counts{margin:.3rem 0 0;color:var(--soft)}.counts span{margin-right:.6rem}
.controls{position:sticky;top:0;z-index:5;background:var(--bg);padding:.9rem 0 .7rem;border-bottom:1px solid var(--line);margin-top:.6rem}
.chips{display:flex;flex-wrap:wrap;gap:.4rem}
button{font:inherit;color:inherit;background:var(--card);border:1px solid var(--line);border-radius:8px;padding:.3rem .75rem;cursor:pointer;min-height:2.1rem}
button:hover{background:var(--hover)}
.chip{border-radius:99px;padding:.2rem .8rem;font-size:.92rem}.chip b{font-variant-numeric:tabular-nums;margin-left:.15rem}.chip .sign{margin-right:.4rem}
.chip[aria-pressed=true]{background:var(--tone);border-color:var(--tone);color:var(--card)}.chip[aria-pressed=true] .sign{color:inherit}
.sign{color:var(--tone);font:700 1rem/1 ui-monospace,Menlo,Consolas,monospace;display:inline-block;min-width:.7rem;text-align:center}
.destroy{--tone:var(--destroy)}.replace{--tone:var(--replace)}.forget{--tone:var(--forget)}.update{--tone:var(--update)}.create{--tone:var(--create)}.adopt{--tone:var(--adopt)}.import{--tone:var(--import)}.move{--tone:var(--move)}.read{--tone:var(--read)}.drift{--tone:var(--drift)}
.find{display:flex;flex-wrap:wrap;gap:.5rem;margin-top:.6rem}
.find input{flex:1 1 16rem;min-width:0;font:inherit;color:inherit;background:var(--card);border:1px solid var(--line);border-radius:8px;padding:.35rem .75rem;min-height:2.1rem}
.find input::placeholder{color:var(--soft);opacity:1}
.seg{display:flex}.seg button{border-radius:0}.seg button:first-child{border-radius:8px 0 0 8px}.seg button:last-child{border-radius:0 8px 8px 0;border-left:0}
.seg [aria-pressed=true]{background:var(--ink);color:var(--card);border-color:var(--ink)}
#status{color:var(--soft);font-size:.9rem;margin:.4rem 0;min-height:1.4rem}
.changes{background:var(--card);border:1px solid var(--line);border-radius:10px;overflow:clip}
.chunk{content-visibility:auto;contain-intrinsic-size:auto 2.8rem}.change{border-bottom:1px solid var(--line)}.chunk:last-child>.change:last-child{border-bottom:0}
.change>summary{display:flex;flex-wrap:wrap;align-items:center;gap:.15rem .6rem;padding:.55rem .9rem;cursor:pointer;list-style:none;border-left:3px solid var(--tone)}
.change>summary::-webkit-details-marker{display:none}.change>summary:hover{background:var(--hover)}.change>summary:focus-visible{outline-offset:-2px}
.change>summary::after,.more>summary::after{content:"";margin-left:auto;width:.45rem;height:.45rem;border:solid var(--soft);border-width:0 2px 2px 0;transform:rotate(-45deg);flex:none}
.change[open]>summary::after,.more[open]>summary::after{transform:rotate(45deg)}
.change>summary .act{color:var(--tone);font-weight:600;min-width:4.6rem}.change>summary code{flex:0 1 auto;min-width:0}
.tag{font-size:.78rem;border:1px solid var(--line);border-radius:99px;padding:0 .55rem;color:var(--soft);white-space:nowrap}.tag.final{background:var(--destroy);border-color:var(--destroy);color:var(--card);font-weight:600}
.change>.body{padding:.2rem .9rem 1rem 1.1rem;border-left:3px solid var(--tone)}
.why{margin:.2rem 0 .6rem;color:var(--soft);font-size:.92rem}.why span{display:block;overflow-wrap:anywhere}
.values{width:100%;border-collapse:collapse;table-layout:fixed;font-size:.9rem}
.values th,.values td{text-align:left;vertical-align:top;padding:.3rem .6rem;border:1px solid var(--line);font-weight:400}
.values thead th{color:var(--soft);font-size:.8rem;font-weight:600;background:var(--hover)}.values thead th:first-child{width:26%}
.was{background:var(--was)}.is{background:var(--is)}.none span,.same td{color:var(--soft);font-style:italic}
del{background:var(--del);text-decoration:none;display:inline-block;min-width:100%}ins{background:var(--ins);text-decoration:none;display:inline-block;min-width:100%}
.plain{margin:0;padding:0;list-style:none}.body>.plain li,.more .plain li{padding:.12rem 0;overflow-wrap:anywhere}
.more{background:var(--card);border:1px solid var(--line);border-radius:10px;margin-top:.9rem}.more>summary{display:flex;align-items:center;gap:.6rem;padding:.55rem .9rem;cursor:pointer;list-style:none}.more>summary::-webkit-details-marker{display:none}.more>summary h3{display:inline;margin:0;font-size:.95rem}.more>.body{padding:.2rem .9rem .9rem}
.alert{border:1px solid var(--line);border-left:4px solid var(--destroy);background:var(--alert);border-radius:10px;padding:.75rem 1rem;margin:1rem 0}.alert.warning{border-left-color:var(--update);background:var(--warn)}
.alert h3{margin:0 0 .3rem}.alert p{margin:.2rem 0;overflow-wrap:anywhere}.alert .detail{white-space:pre-line;color:var(--soft)}.alert code{margin-right:.5rem}
#graph{position:relative;overflow:auto;background:var(--card);border:1px solid var(--line);border-radius:10px;max-height:75vh}
#graph svg{display:block;pointer-events:none}#graph path{fill:none;stroke:var(--soft);stroke-opacity:.55;stroke-width:1.5}#graph path.lit{stroke:var(--focus);stroke-opacity:1;stroke-width:2.5}#graph marker path{fill:var(--soft);stroke:none}
.drawing{position:relative;width:max-content}
.node{position:absolute;width:232px;height:46px;text-align:left;border-left:4px solid var(--tone);padding:.2rem .6rem;line-height:1.25;overflow:hidden;border-radius:6px}
.node b{display:block;font-size:.75rem;color:var(--tone)}.node code{display:block;white-space:nowrap;overflow:hidden;text-overflow:ellipsis;font-size:12px}.node.far{opacity:.35}
.note{margin:0;padding:.7rem 1rem;color:var(--soft)}
footer{margin-top:2.5rem;border-top:1px solid var(--line);padding-top:1rem;color:var(--soft);font-size:.85rem}dl{display:flex;flex-wrap:wrap;gap:.3rem 1.6rem;margin:0 0 .6rem}dl div{display:flex;gap:.4rem;min-width:0}dt{flex:none}dd{margin:0;min-width:0;overflow-wrap:anywhere}
@media(max-width:40rem){body{padding-top:1rem}h1{font-size:1.3rem}html{scroll-padding-top:1rem}.controls{position:static}.chips{flex-wrap:nowrap;overflow-x:auto;padding:.2rem .1rem .4rem}.chip{white-space:nowrap;flex:none}
.find input{flex-basis:100%}.seg{flex:1}.seg button{flex:1}.change>summary code{order:3;flex-basis:85%}.change>summary::after{order:2}.tag{order:4}
.values thead{position:absolute;clip-path:inset(50%)}.values,.values tbody,.values tr,.values th,.values td{display:block;width:100%}.values tr{border:1px solid var(--line);border-radius:6px;margin-bottom:.5rem;overflow:hidden}.values th,.values td{border:0}.values tbody th{background:var(--hover)}.values td[data-label]::before{content:attr(data-label);display:block;color:var(--soft);font-size:.75rem}}
@media(prefers-reduced-motion:no-preference){.change>summary::after,.more>summary::after{transition:transform .12s}}
@media print{:root,:root[data-theme=dark]{color-scheme:light}body{max-width:none;padding:0;background:#fff;color:#000;font-size:10.5pt}.controls,.tools,.skip,#status,#graph{display:none!important}#list{display:block!important}
.chunk{content-visibility:visible}.change{break-inside:avoid}.changes,.more,.alert{break-inside:auto;overflow:visible}.sign,.was,.is,.tag.final,.alert,del,ins{print-color-adjust:exact;-webkit-print-color-adjust:exact}.change>summary::after,.more>summary::after{display:none}h2,h3,.change>summary{break-after:avoid}}
@media(forced-colors:active){.chip[aria-pressed=true],.seg [aria-pressed=true]{forced-color-adjust:none;background:Highlight;color:HighlightText}}
`;

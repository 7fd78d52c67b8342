// The console of Weir: starts the pages.
import { render } from 'preact';
import { followLinks } from './app/location.ts';
import { Shell } from './app/shell.tsx';
import { listenForShortcuts } from './app/shortcuts.ts';
import 'uplot/dist/uPlot.min.css';
import './style/main.css';

followLinks();
listenForShortcuts();
render(<Shell />, document.getElementById('app')!);

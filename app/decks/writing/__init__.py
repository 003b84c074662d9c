"""Cards that were said in a form, written as deck Markdown: `entry`, `blocks`, `placing`."""

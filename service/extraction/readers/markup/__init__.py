"""What the readers of HTML and MediaWiki share: source -> tokens -> tree -> blocks, with lines throughout."""

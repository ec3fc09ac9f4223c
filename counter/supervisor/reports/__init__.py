"""The tab Laporan: the reports of a period as they will be printed, and the files that are made of them."""

# From R: a panel by way of files, which needs nothing but R, and the same through reticulate.
# Rscript examples/from_r.R leaves dyads.csv, panel.csv and strips.png where it is run.

# -- data: one row for each pair of states and year, as peacesciencer makes it -------------------------------------
# create_dyadyears(subset_years = 1950:1990) |> add_nmc() |> add_capital_distance() |> add_contiguity()
# The figures below are invented; they stand for that frame.
set.seed(1)
codes <- c(651, 652, 663, 666)
pairs <- t(combn(codes, 2))
km <- round(runif(nrow(pairs), 100, 1500))
dyads <- do.call(rbind, lapply(1950:1959, function(year) {
  cinc <- setNames(runif(length(codes), 0.001, 0.01), codes)
  data.frame(ccode1 = pairs[, 1], ccode2 = pairs[, 2], year = year,
             cinc1 = unname(cinc[as.character(pairs[, 1])]), cinc2 = unname(cinc[as.character(pairs[, 2])]),
             capdist = km, conttype = ifelse(km < 400, 1, 0))
}))
dyads$cinc2[dyads$ccode2 == 663 & dyads$year == 1955] <- NA  # as data have it
dyads$cinc1[dyads$ccode1 == 663 & dyads$year == 1955] <- NA

# -- by way of files ---------------------------------------------------------------------------------------------
write.csv(dyads, "dyads.csv", row.names = FALSE)
python <- Sys.getenv("ALIGNMENT_GAMES_PYTHON", "python3")
status <- system2(python, c("-m", "alignment_games", "panel", "dyads.csv", "--threat", "666", "--years", "1950:1959",
                            "--names", "666=Israel,651=Egypt", "--intent", "651=0.8", "-o", "panel.csv"))
stopifnot(status == 0)
panel <- read.csv("panel.csv")
print(head(panel[, c("threat_name", "year", "state_name", "response", "probability", "slack")]))
print(table(panel$year, panel$response))

merged <- merge(panel, dyads, by.x = c("state", "threat", "year"), by.y = c("ccode1", "ccode2", "year"))
stopifnot(is.numeric(panel$slack), is.logical(panel$complete), all(panel$intent[panel$state == 651] == 0.8),
          nrow(panel) == 29, nrow(merged) == 29)

# -- through reticulate ------------------------------------------------------------------------------------------
Sys.setenv(RETICULATE_PYTHON = Sys.which(python))
starts <- requireNamespace("reticulate", quietly = TRUE) &&
  tryCatch(reticulate::py_available(initialize = TRUE), error = function(problem) FALSE)
if (starts) {
  ag <- reticulate::import("alignment_games")

  made <- ag$panel(as.list(dyads), threats = 666, years = 1950:1959, intent = list("651" = 0.8))
  rows <- do.call(rbind, lapply(made$to_records(), as.data.frame))
  stopifnot(all.equal(rows$slack, panel$slack), identical(rows$response, panel$response))

  model <- ag$from_dyads("dyads.csv", threat = 666, year = 1950, states = c(651, 652), intent = list("652" = 0.8))
  print(model)
  equilibria <- ag$solve(model$game())
  print(do.call(rbind, lapply(equilibria$to_records(), as.data.frame)))
  cat("reticulate", format(packageVersion("reticulate")), "agrees with the file\n")
} else {
  message("reticulate is not installed, or is too old to start this Python: that part is left out")
}

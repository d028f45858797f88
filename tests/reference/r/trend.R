# Reference values for toolkit.trend, computed by R itself: Rscript tests/reference/r/trend.R tests/reference/data
#
# Needs the packages surveillance and forecast. The tests read the tables it writes and need no R.
suppressMessages({
  library(surveillance)
  library(forecast)
})
folder <- commandArgs(trailingOnly = TRUE)[1]
save_table <- function(table, name) {
  write.csv(format(table, digits = 15, trim = TRUE), file.path(folder, name), row.names = FALSE, quote = FALSE)
}

# STL on series of R's own datasets.
rows <- list()
for (name in c("nottem", "co2", "UKDriverDeaths")) {
  series <- get(name)
  for (window in list("periodic", 13)) for (robust in c(FALSE, TRUE)) {
    fit <- stl(series, s.window = window, robust = robust)$time.series
    rows[[length(rows) + 1]] <- data.frame(
      name = name, window = as.character(window), robust = robust, place = seq_along(series),
      observed = as.numeric(series), seasonal = as.numeric(fit[, 1]), trend = as.numeric(fit[, 2])
    )
  }
}
save_table(do.call(rbind, rows), "r_stl.csv")

# Early warning: Salmonella Agona, weekly, reference weeks by steps of 52; Salmonella Newport by calendar dates.
data("salmonella.agona")
data("salmNewport")
agona <- disProg2sts(salmonella.agona)
newport <- aggregate(salmNewport, by = "unit")
epochs <- as.numeric(epoch(newport, as.Date = FALSE))
rows <- list()
add <- function(data, method, fitted, range, series, expected = NA) {
  rows[[length(rows) + 1]] <<- data.frame(
    data = data, method = method, place = range, observed = as.numeric(observed(series))[range],
    expected = expected, upper = as.numeric(upperbound(fitted)), alarm = as.logical(alarms(fitted))
  )
}
range <- 282:312
fit <- farrington(agona, control = list(range = range, b = 4, w = 3, alpha = 0.01))
add("agona", "farrington", fit, range, agona)
settings <- list(
  range = range, b = 4, w = 3, noPeriods = 10, weightsThreshold = 2.58, pastWeeksNotIncluded = 26,
  pThresholdTrend = 1, alpha = 0.01, limit54 = c(0, 4), glmWarnings = FALSE
)
for (threshold in c("nbPlugin", "muan", "delta")) {
  fit <- farringtonFlexible(agona, control = c(settings, thresholdMethod = threshold))
  add("agona", paste0("noufaily ", threshold), fit, range, agona, as.numeric(fit@control$expected))
}
range <- (nrow(newport) - 60):nrow(newport)
settings$range <- range
for (threshold in c("nbPlugin", "muan", "delta")) {
  fit <- farringtonFlexible(newport, control = c(settings, thresholdMethod = threshold))
  add("newport", paste0("noufaily ", threshold), fit, range, newport, as.numeric(fit@control$expected))
}
fit <- farrington(newport, control = list(range = range, b = 4, w = 3, alpha = 0.01))
add("newport", "farrington", fit, range, newport)
# The same settings on months: 72 months of a published series with a strong season.
deaths <- new("sts", observed = as.numeric(ldeaths), start = c(1974, 1), freq = 12, epochAsDate = FALSE)
range <- 49:72
fit <- farringtonFlexible(deaths, control = modifyList(settings, list(
  range = range, b = 3, w = 1, pastWeeksNotIncluded = 6, thresholdMethod = "nbPlugin"
)))
add("ldeaths", "noufaily nbPlugin", fit, range, deaths, as.numeric(fit@control$expected))
fit <- farrington(deaths, control = list(range = range, b = 3, w = 1, alpha = 0.01))
add("ldeaths", "farrington", fit, range, deaths)
for (method in c("C1", "C2")) {
  range <- 20:312
  fit <- earsC(agona, control = list(range = range, method = method))
  add("agona", method, fit, range, agona)
}
save_table(do.call(rbind, rows), "r_alarms.csv")
save_table(
  data.frame(data = c(rep("agona", 312), rep("newport", nrow(newport))),
             day = c(rep(NA, 312), format(as.Date(epochs, origin = "1970-01-01"))),
             observed = c(as.numeric(observed(agona)), as.numeric(observed(newport)))),
  "r_counts.csv"
)

# Exponential smoothing with given parameters and R's own initial states: one-step errors and their likelihood.
rows <- list()
for (name in c("nottem", "USAccDeaths", "ldeaths", "AirPassengers")) {
  series <- get(name)
  for (model in c("ANN", "AAN", "ANA", "AAA")) for (damped in c(FALSE, TRUE)) {
    if (damped && substr(model, 2, 2) == "N") next
    fit <- ets(series, model = model, damped = damped)
    ahead <- forecast(fit, h = 12, level = 95)
    rows[[length(rows) + 1]] <- data.frame(
      name = name, model = model, damped = damped, mse = fit$mse, aicc = fit$aicc, step = 1:12,
      mean = as.numeric(ahead$mean), spread = as.numeric((ahead$upper - ahead$mean) / qnorm(0.975))
    )
  }
}
save_table(do.call(rbind, rows), "r_ets.csv")

# Public series for forecasts: R's datasets, whole numbers and others, months, quarters and years.
rows <- list()
for (name in c("AirPassengers", "JohnsonJohnson", "LakeHuron", "Nile", "UKDriverDeaths", "UKgas", "USAccDeaths",
               "WWWusage", "airmiles", "austres", "co2", "discoveries", "fdeaths", "mdeaths", "ldeaths", "lynx",
               "nhtemp", "nottem", "presidents", "uspop", "sunspot.year", "lh", "BJsales", "treering")) {
  series <- window(get(name), start = max(time(get(name))) - 299 / frequency(get(name)), extend = FALSE)
  rows[[length(rows) + 1]] <- data.frame(
    name = name, frequency = frequency(series), start = format(start(series)[1]), place = seq_along(series),
    value = as.numeric(series)
  )
}
save_table(do.call(rbind, rows), "r_datasets.csv")

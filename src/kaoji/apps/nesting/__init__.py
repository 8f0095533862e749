"""下级结果: results of one appraisal that feed another, named by the office, run by run."""

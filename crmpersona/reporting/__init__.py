"""The monthly report: from data to a folder with page, workbook, pictures, tables and manifest."""

from crmpersona.reporting import sections
from crmpersona.reporting.analysis import analyse
from crmpersona.reporting.bundle import Bundle, write_bundle
from crmpersona.reporting.data import Figure, ReportData
from crmpersona.reporting.execution import Execution, Limits
from crmpersona.reporting.page import Cover, render_page
from crmpersona.reporting.parameters import PARAMETERS, Parameter, ReportParameters
from crmpersona.reporting.publishing import publish
from crmpersona.reporting.run import ReportRun, report
from crmpersona.reporting.section import Panel, Section, Tile
from crmpersona.reporting.tables import Column, Table

__all__ = [
    "PARAMETERS",
    "Bundle",
    "Column",
    "Cover",
    "Execution",
    "Figure",
    "Limits",
    "Panel",
    "Parameter",
    "ReportData",
    "ReportParameters",
    "ReportRun",
    "Section",
    "Table",
    "Tile",
    "analyse",
    "publish",
    "render_page",
    "report",
    "sections",
    "write_bundle",
]

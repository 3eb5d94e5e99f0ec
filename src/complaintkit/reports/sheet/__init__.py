"""The evidence sheet: one page that shows the exhibits of a case, their dates, what they support, and what is wrong."""

from complaintkit.reports.sheet.making import Sheet, sheet_for_recipient, sheet_of
from complaintkit.reports.sheet.page import is_sheet, pieces

__all__ = ["Sheet", "is_sheet", "pieces", "sheet_for_recipient", "sheet_of"]

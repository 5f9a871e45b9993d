"""Models in forms that programs without Wardcast can use; see docs/exports.md."""

from trainer.publishing.exports.door import Export, Format, export_model

__all__ = ["Export", "Format", "export_model"]

"""The only writers of this room."""

from kaoji.apps.nesting.actions.naming import FeedShape, end_feed, name_feed

__all__ = ["FeedShape", "end_feed", "name_feed"]

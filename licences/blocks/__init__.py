from licences.blocks.explainer import LinkBlock, TableBlock, explainer_blocks
from licences.blocks.quiz import AnswerBlock, QuestionBlock

__all__ = ["AnswerBlock", "LinkBlock", "QuestionBlock", "TableBlock", "explainer_blocks"]

from licences.explainers.blocks.explainer import LinkBlock, TableBlock, explainer_blocks
from licences.explainers.blocks.quiz import AnswerBlock, QuestionBlock

__all__ = ["AnswerBlock", "LinkBlock", "QuestionBlock", "TableBlock", "explainer_blocks"]
